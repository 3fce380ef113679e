import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenPath } from '../agents/testing-real-agents.ts';

export interface SnmpDevice {
  port: number;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** A switch that answers SNMP on a free port of the loopback for who knows its community. */
export async function startSwitch(snmpsim: string, community: string): Promise<SnmpDevice> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-snmp-'));
  for (const name of ['data', 'cache']) {
    mkdirSync(join(folder, name));
    chmodSync(join(folder, name), 0o777);
  }
  chmodSync(folder, 0o755);
  copyFileSync(goldenPath('switch.snmprec'), join(folder, 'data', `${community}.snmprec`));
  const port = await freePort();
  const args = [`--data-dir=${join(folder, 'data')}`, `--cache-dir=${join(folder, 'cache')}`, `--agent-udpv4-endpoint=127.0.0.1:${port}`];
  // It refuses to go on as root.
  if (process.getuid?.() === 0) args.push('--process-user=nobody', '--process-group=nogroup');
  const child = spawn(snmpsim, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let printed = '';
    const read = (part: Buffer): void => {
      printed += part;
      if (printed.includes('Listening at UDP/IPv4')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`snmpsim ended: ${printed}`)));
  });
  return {
    port,
    stop: async () => {
      child.removeAllListeners('exit');
      const gone = child.exitCode === null ? new Promise<void>((resolve) => child.once('exit', () => resolve())) : ended;
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
