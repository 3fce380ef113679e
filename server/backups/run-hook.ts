import { Temporal } from 'temporal-polyfill';
import { runChild } from './engines/child.ts';
import type { Watch } from './engines/engine.ts';
import { BackupFailure } from './failure.ts';

/** A program that runs before or after a backup, on the machine of the worker. */
export interface Hook {
  argv: string[];
  /** ISO 8601; whoever takes longer is ended and has failed. */
  timeout: string;
}

export interface Hooks {
  before?: Hook | undefined;
  after?: Hook | undefined;
}

/** The exit code by which a program says "not now": the run is skipped and nobody is told (EX_TEMPFAIL of sysexits.h). */
const softSkip = 75;

/** What a hook may know, as variables of its environment. */
export interface HookFacts {
  policyId: string;
  policyName: string;
  runId: string;
  assetId: string;
  /** `before`, `succeeded` or `failed`. */
  status: 'before' | 'succeeded' | 'failed';
}

/** Runs a hook by argument list; throws `hook_softskip` for exit 75 before a backup, and `hook_failed` for any other but 0. */
export async function runHook({ argv, timeout }: Hook, facts: HookFacts, watch: Watch): Promise<void> {
  const [command, ...args] = argv;
  const env = {
    COULISSE_POLICY_ID: facts.policyId,
    COULISSE_POLICY: facts.policyName,
    COULISSE_RUN_ID: facts.runId,
    COULISSE_ASSET_ID: facts.assetId,
    COULISSE_STATUS: facts.status,
  };
  const wallMs = Temporal.Duration.from(timeout).total('milliseconds');
  const log = (line: string): void => watch.onLog(`${facts.status === 'before' ? 'before' : 'after'}: ${line}`);
  const order = { command: command!, args, env, signal: watch.signal, wallMs, graceMs: 10_000, onLine: log, onErrorLine: log };
  const { code, signal, errors } = await runChild(order).catch((error) => {
    const isLate = error instanceof BackupFailure && error.failureClass === 'timeout_wall';
    throw isLate ? new BackupFailure('hook_failed', `${command} took longer than ${timeout}`) : error;
  });
  if (code === 0) return;
  const said = errors.slice(-3).join(' · ') || 'no message';
  if (code === softSkip && facts.status === 'before') throw new BackupFailure('hook_softskip', `${command}: ${said}`);
  throw new BackupFailure('hook_failed', `${command} ended with ${code ?? signal}: ${said}`);
}
