import type { Log } from '../server/platform/log.ts';
import { say } from './announce.ts';

export type Undo = () => Promise<unknown>;

/** Terminal and npm may both send the signal of one Ctrl-C; a second one counts only after this. */
const sameSignalMs = 1000;
/** Whatever hangs does not keep the process for longer; what was not finished is done again by the next start. */
const limitMs = 30_000;

/** Undoes what was started, the last first, at SIGINT or SIGTERM; a second Ctrl-C does not wait. */
export function onStop(undo: Undo[], log: Log): void {
  let stoppingSince = 0;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > sameSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    stoppingSince = Date.now();
    say('Stopping: running work is finished or handed back …');
    setTimeout(() => process.exit(1), limitMs).unref();
    await undoAll(undo, log);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, (name) => void stop(name));
}

/** Every step is tried even if one before it failed. */
export async function undoAll(undo: Undo[], log: Log | null): Promise<void> {
  for (const step of undo.toReversed()) {
    await step().catch((error: unknown) => log?.error({ err: error }, 'stopping failed in part'));
  }
}
