import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findProgram } from '../engines/child.ts';

/** A MariaDB server of a test's own, reached by a socket alone; ends with `stop` or with the process. */
export async function startMariadb(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'mdb-'));
  const socket = join(folder, 's');
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const install = findProgram('mariadb-install-db') ?? join(dirname(program), 'mariadb-install-db');
  execFileSync(
    install,
    ['--no-defaults', `--datadir=${folder}/data`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asRoot],
    {
      stdio: 'ignore',
    },
  );
  const options = [
    '--no-defaults',
    `--datadir=${folder}/data`,
    `--socket=${socket}`,
    '--skip-networking',
    '--character-set-server=utf8mb4',
    ...asRoot,
  ];
  const child = spawn(program, options, { stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const sql = (text: string, ...args: string[]): string =>
    execFileSync(
      'mariadb',
      ['--no-defaults', `--socket=${socket}`, '--user=root', '--batch', '--skip-column-names', '--default-character-set=utf8mb4', ...args],
      {
        input: text,
        stdio: ['pipe', 'pipe', 'ignore'],
      },
    )
      .toString()
      .trim();
  await untilAnswers(sql, child);
  return {
    socket,
    sql,
    stop: async (): Promise<void> => {
      kill();
      await ended;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswers(sql: (text: string) => string, child: { exitCode: number | null }): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      sql('select 1');
      return;
    } catch (error) {
      if (tries > 200 || child.exitCode !== null) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
