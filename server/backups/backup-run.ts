import type { Progress } from './engines/engine.ts';
import type { FailureClass } from './failure.ts';

export const workStatuses = ['planned', 'queued', 'running', 'succeeded', 'partial', 'failed', 'missed', 'cancelled'] as const;
export type WorkStatus = (typeof workStatuses)[number];
export const expectationStates = [...workStatuses, 'overrun', 'skipped'] as const;
export type ExpectationState = (typeof expectationStates)[number];

/** Long work that a worker does outside the database: a run, a verification, a restore. */
export interface Work {
  id: string;
  status: WorkStatus;
  attempt: number;
  /** Who does it; a worker that stopped telling its heartbeat has lost it. */
  owner: string | null;
  /** Goes up with every claim: a worker whose number is no longer this one records nothing. */
  fence: number;
  queuedAt: Date;
  startedAt: Date | null;
  heartbeatAt: Date | null;
  finishedAt: Date | null;
  cancelRequestedAt: Date | null;
  failureClass: FailureClass | null;
  failureMessage: string | null;
  progress: Progress | null;
  log: string;
  requestedById: string | null;
}

export const runOrigins = ['schedule', 'manual', 'catch_up'] as const;

export interface BackupRun extends Work {
  policyId: string;
  assetId: string;
  repositoryId: string;
  origin: (typeof runOrigins)[number];
  dueAt: Date;
  /** When its window ends; null when it has none. */
  finishBy: Date | null;
  /** Somebody said that the source became smaller on purpose. */
  isSmallerAccepted: boolean;
  recoveryPointId: string | null;
  files: number | null;
  bytes: number | null;
  storedBytes: number | null;
}

export interface Expectation {
  id: string;
  policyId: string;
  dueAt: Date;
  startBy: Date;
  state: ExpectationState;
  reason: string | null;
  runId: string | null;
}

export const isOver = (status: WorkStatus): boolean => !['planned', 'queued', 'running'].includes(status);

/** A heartbeat older than this means that its worker is dead. */
export const heartbeatLimitMs = 60_000;
export const heartbeatEveryMs = 2_000;

/** A source that shrank below this part of what the last runs found is taken for damaged. */
export const shrunkBelow = 0.5;

/** The value in the middle. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** True when a run stored suspiciously little beside the last good ones. */
export function hasShrunk(bytes: number, files: number, last: ReadonlyArray<{ bytes: number; files: number }>): boolean {
  const usualBytes = median(last.map((run) => run.bytes));
  const usualFiles = median(last.map((run) => run.files));
  if (usualBytes === null || usualFiles === null) return false;
  return bytes < usualBytes * shrunkBelow || files < usualFiles * shrunkBelow;
}
