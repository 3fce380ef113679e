import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Real agents as Debian packages them, each with its state in a folder of its own. */
export interface Workshop {
  folder: string;
  /** Runs a program to its end; answers its exit code and what it printed. */
  run(program: string, args: string[], env?: Record<string, string>): Promise<{ code: number | null; output: string }>;
  /** Runs FusionInventory's agent with its state in `state`. */
  fusion(program: string, state: string, args: string[]): Promise<{ code: number | null; output: string }>;
  remove(): void;
}

/** The path of a document that real agents or their machines would give. */
export const goldenPath = (name: string): string => fileURLToPath(new URL(`./golden/${name}`, import.meta.url));

/** FusionInventory knows one place for its state; this module, loaded first, tells it another. */
const isolation = `package setup;
our %setup = (confdir => $ENV{AGENT_STATE}, datadir => '/usr/share/fusioninventory', libdir => '/usr/share/fusioninventory/lib', vardir => $ENV{AGENT_STATE});
BEGIN { $INC{'setup.pm'} = 1; require Exporter; our @ISA = ('Exporter'); our @EXPORT = ('%setup'); }
package isolated;
1;
`;

/** A folder in which agents run, with a firmware that says it is a notebook. */
export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-agents-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(folder, 'isolated.pm'), isolation);
  writeFileSync(join(bin, 'dmidecode'), `#!/bin/sh\ncat '${goldenPath('dmidecode.txt')}'\n`);
  chmodSync(join(bin, 'dmidecode'), 0o755);
  const children = new Set<ChildProcess>();
  const run: Workshop['run'] = (program, args, env = {}) =>
    new Promise((resolve, reject) => {
      const path = `${bin}${delimiter}${process.env['PATH']}`;
      const child = spawn(program, args, { cwd: folder, env: { ...process.env, PATH: path, HOME: folder, ...env }, timeout: 90_000 });
      children.add(child);
      let output = '';
      child.stdout.on('data', (part) => (output += part));
      child.stderr.on('data', (part) => (output += part));
      child.once('error', reject);
      child.once('close', (code) => {
        children.delete(child);
        resolve({ code, output });
      });
    });
  return {
    folder,
    run,
    fusion: (program, state, args) => {
      const at = join(folder, state);
      mkdirSync(at, { recursive: true });
      return run(program, ['--config=none', ...args], { AGENT_STATE: at, PERL5OPT: `-I${folder} -Misolated` });
    },
    remove: () => {
      for (const child of children) child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
