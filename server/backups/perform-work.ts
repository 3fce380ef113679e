import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { complete, findOutboxRow, pushForward } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newSecret } from '../platform/ids.ts';
import { heartbeatEveryMs, heartbeatLimitMs, isOver, type Work } from './backup-run.ts';
import { isAlive } from './engines/child.ts';
import type { Progress, Watch } from './engines/engine.ts';
import { BackupFailure, Cancelled, maxAttempts } from './failure.ts';
import { beat, claimWork, findWork, leaveWork, type WorkTable } from './work-store.ts';

/** What came of work: a result, a failure to be classed, or its cancellation. */
export type Outcome<R> = { ok: R } | { failure: unknown } | { isCancelled: true };

export interface WorkSpec<T extends Work, R> {
  table: WorkTable;
  id: string;
  /** Refuses, within the claim's transaction, what must not run beside what runs now. */
  isBlocked(tx: Context, work: T): Promise<boolean>;
  onClaimed?(tx: Context, work: T): Promise<void>;
  perform(work: T, watch: Watch): Promise<R>;
  /** Writes what came of it. The row leaves the outbox in the same transaction. */
  finish(tx: Context, work: T, outcome: Outcome<R>, log: string): Promise<void>;
  onProgress?(work: T, progress: Progress): void;
}

const waitMs = 10_000;
const logLength = 16_000;
const defaultWallMs = 6 * 3_600_000;
const stallMs = 30 * 60_000;

/** Work that this process does now. */
const inHand = new Set<string>();
const token = newSecret().slice(0, 12);
const machine = `${hostname()}/${pidNamespace()}`;
const owner = `${machine}#${process.pid}#${token}`;

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '-';
  }
}

/** True when the worker can be seen to be gone; of other machines only the heartbeat tells. */
function isGone(work: Work): boolean {
  const [where, pid, its] = (work.owner ?? '').split('#');
  if (where !== machine) return false;
  if (Number(pid) === process.pid) return its !== token || !inHand.has(work.id);
  return !isAlive(Number(pid));
}

/**
 * Does a piece of long work once, whoever offers it how often: claimed under a fencing number in one transaction, done
 * outside of it with a heartbeat, and recorded together with the removal of its outbox row in another. A worker that lost
 * its claim records nothing; work of a dead worker is done again as a new attempt.
 */
export async function performWork<T extends Work, R>(
  ctx: Context,
  rowId: string,
  spec: WorkSpec<T, R>,
  signal?: AbortSignal,
): Promise<void> {
  const work = await transact(ctx, (tx) => claim(tx, rowId, spec));
  if (!work) return;
  const hands = takeInHand(ctx, spec, work, signal);
  let outcome: Outcome<R>;
  try {
    outcome = { ok: await spec.perform(work, hands.watch) };
  } catch (error) {
    const why = hands.stoppedBy();
    if (why === 'lost') return;
    if (why === 'shutdown') return await handBack(ctx, spec, work, error);
    outcome = why === 'cancelled' || error instanceof Cancelled ? { isCancelled: true } : { failure: error };
  } finally {
    await hands.release();
  }
  await untilDatabaseIsBack(ctx, () => transact(ctx, (tx) => record(tx, rowId, spec, work, outcome, hands.log())));
}

/** A heartbeat of ours may be old because the machine slept; the work is in our hands all the same. */
function isAbandoned(work: Work, now: Date): boolean {
  if (work.owner === owner && inHand.has(work.id)) return false;
  return isGone(work) || now.getTime() - (work.heartbeatAt?.getTime() ?? 0) > heartbeatLimitMs;
}

async function claim<T extends Work, R>(tx: Context, rowId: string, spec: WorkSpec<T, R>): Promise<T | null> {
  const { sql } = tx.db;
  if (!(await findOutboxRow(sql, rowId))) return null;
  const work = await findWork<T>(sql, spec.table, spec.id);
  const now = tx.clock();
  if (!work || isOver(work.status)) {
    await complete(sql, rowId);
    return null;
  }
  const isLost = work.status === 'running' && isAbandoned(work, now);
  if ((work.status === 'running' && !isLost) || (await spec.isBlocked(tx, work))) {
    await pushForward(sql, rowId, new Date(now.getTime() + waitMs), 'waits for what runs now');
    return null;
  }
  const attempt = isLost ? work.attempt + 1 : work.attempt;
  if (attempt > maxAttempts || !(await claimWork(tx.db.sql, spec.table, work, owner, now, attempt))) {
    if (attempt > maxAttempts) await giveUp(tx, rowId, spec, work);
    return null;
  }
  const claimed = (await findWork<T>(sql, spec.table, spec.id))!;
  await spec.onClaimed?.(tx, claimed);
  return isLost ? { ...claimed, log: `${claimed.log}The worker of attempt ${work.attempt} died.\n` } : claimed;
}

async function giveUp<T extends Work, R>(tx: Context, rowId: string, spec: WorkSpec<T, R>, work: T): Promise<void> {
  await spec.finish(tx, work, { failure: new BackupFailure('worker_lost') }, work.log);
  await complete(tx.db.sql, rowId);
}

async function record<T extends Work, R>(
  tx: Context,
  rowId: string,
  spec: WorkSpec<T, R>,
  work: T,
  outcome: Outcome<R>,
  log: string,
): Promise<void> {
  const current = await findWork<T>(tx.db.sql, spec.table, spec.id);
  if (current?.fence !== work.fence || current.status !== 'running') return;
  await spec.finish(tx, current, outcome, log);
  await complete(tx.db.sql, rowId);
}

/** The process ends: the work goes back to the queue as if nobody had touched it. */
async function handBack<T extends Work, R>(ctx: Context, spec: WorkSpec<T, R>, work: T, error: unknown): Promise<never> {
  await transact(ctx, (tx) => leaveWork(tx.db.sql, spec.table, spec.id, work.fence, { status: 'queued', owner: null }));
  throw error;
}

function takeInHand<T extends Work, R>(ctx: Context, spec: WorkSpec<T, R>, work: T, shutdown?: AbortSignal) {
  inHand.add(work.id);
  const stop = new AbortController();
  let reason: 'lost' | 'cancelled' | 'shutdown' | null = null;
  let progress: Progress | null = null;
  let log = work.log;
  let beating: Promise<void> = Promise.resolve();
  const end = (why: NonNullable<typeof reason>): void => {
    reason ??= why;
    stop.abort();
  };
  const tell = async (): Promise<void> => {
    const answer = await transact(ctx, (tx) => beat(tx.db.sql, spec.table, work.id, work.fence, ctx.clock(), { progress, log })).catch(
      () => undefined,
    );
    if (answer === null) end('lost');
    if (answer?.isCancelRequested) end('cancelled');
  };
  const timer = setInterval(() => {
    beating = beating.then(tell);
  }, heartbeatEveryMs);
  const onShutdown = (): void => end('shutdown');
  shutdown?.addEventListener('abort', onShutdown, { once: true });
  if (shutdown?.aborted) onShutdown();
  const watch: Watch = {
    signal: stop.signal,
    onProgress: (told) => {
      progress = told;
      spec.onProgress?.(work, told);
    },
    onLog: (line) => {
      log = `${log}${line.slice(0, 1000)}\n`.slice(-logLength);
    },
    stallMs,
    wallMs: defaultWallMs,
  };
  const release = async (): Promise<void> => {
    clearInterval(timer);
    shutdown?.removeEventListener('abort', onShutdown);
    await beating;
    inHand.delete(work.id);
  };
  return { watch, log: () => log, stoppedBy: () => reason, release };
}

/** Hours of work are not lost to a database that is away for a minute. */
async function untilDatabaseIsBack(ctx: Context, write: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= 20 || !ctx.db.dialect.isUnavailable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
  }
}
