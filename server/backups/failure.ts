/** Why a backup, a verification or a restore did not do its work. Each class has its rule for another attempt and its group. */
const rules = {
  source_missing: ['never', 'source', 'The source does not exist'],
  source_empty: ['never', 'source', 'The source holds no file'],
  source_unreadable: ['never', 'source', 'Some files could not be read'],
  source_shrunk: ['never', 'source', 'The source is far smaller than before'],
  dump_failed: ['never', 'source', 'The dump of the source failed'],
  dump_truncated: ['never', 'source', 'The dump of the source is incomplete'],
  hook_failed: ['never', 'source', 'A program that belongs to the backup failed'],
  hook_softskip: ['never', 'source', 'A program before the backup said: not now'],
  auth_host: ['never', 'source', 'The host does not take the key'],
  host_key_changed: ['never', 'source', 'The host answers by another key'],
  host_unreachable: ['retry', 'source', 'The host cannot be reached'],
  auth_repo: ['never', 'repository', 'The password does not open the repository'],
  repo_missing: ['never', 'repository', 'The repository is not where it was'],
  repo_id_changed: ['never', 'repository', 'Another repository is in its place'],
  repo_locked_live: ['retry', 'repository', 'Another process holds the repository'],
  repo_locked_stale: ['never', 'repository', 'A lock of somebody else was left in the repository'],
  foreign_snapshot: ['never', 'foreign', 'Something in the repository was made by no run of ours'],
  repo_full: ['never', 'repository', 'The disk of the repository is full'],
  scratch_full: ['never', 'engine', 'The disk for temporary files is full'],
  timeout_stall: ['never', 'engine', 'Nothing moved for too long'],
  timeout_wall: ['never', 'engine', 'It took longer than it may'],
  worker_lost: ['retry', 'engine', 'The worker died'],
  engine_missing: ['never', 'engine', 'The program is not installed'],
  engine_too_old: ['never', 'engine', 'The program is too old'],
  corrupt_pack: ['never', 'verification', 'Stored data is damaged'],
  verify_failed: ['never', 'verification', 'The recovery point does not prove itself'],
  target_exists: ['never', 'target', 'Something is in the way of the restore'],
  target_full: ['never', 'target', 'The disk of the target is full'],
  target_unwritable: ['never', 'target', 'The target cannot be written'],
  missed: ['never', 'schedule', 'The run did not start in time'],
  overrun: ['never', 'schedule', 'The run did not finish in time'],
  unknown: ['never', 'engine', 'It failed for a reason that is not known'],
} as const satisfies Record<string, readonly ['never' | 'retry', FailureGroup, string]>;

export const failureGroups = ['source', 'repository', 'engine', 'verification', 'target', 'schedule', 'foreign'] as const;
export type FailureGroup = (typeof failureGroups)[number];
export type FailureClass = keyof typeof rules;

/** A failure whose class is known; everything else that is thrown counts as `unknown`. */
export class BackupFailure extends Error {
  readonly failureClass: FailureClass;
  constructor(failureClass: FailureClass, message?: string) {
    super(message ?? rules[failureClass][2]);
    this.name = 'BackupFailure';
    this.failureClass = failureClass;
  }
}

/** The work was stopped on request; not a failure. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'Cancelled';
  }
}

/** The class of anything thrown. */
export const failureClassOf = (error: unknown): FailureClass => (error instanceof BackupFailure ? error.failureClass : 'unknown');

/** A sentence for people that says what the class means. */
export const failureTitle = (failureClass: FailureClass): string => rules[failureClass][2];

/** Failures of one group share one incident. */
export const failureGroup = (failureClass: FailureClass): FailureGroup => rules[failureClass][1];

export interface FailureRule {
  failureClass: FailureClass;
  title: string;
  group: FailureGroup;
  isRetried: boolean;
}

/** Every class with its rule: what the runbook says. */
export const failureRules: FailureRule[] = (Object.keys(rules) as FailureClass[]).map((failureClass) => {
  const [retry, group, title] = rules[failureClass];
  return { failureClass, title, group, isRetried: retry === 'retry' };
});

/** How many attempts a run has altogether. */
export const maxAttempts = 4;

/** When to try again after attempt number `attempt` failed at `now`; null when never, or when it would pass `finishBy`. */
export function nextAttemptAt(failureClass: FailureClass, attempt: number, now: Date, finishBy: Date | null): Date | null {
  if (rules[failureClass][0] === 'never' || attempt >= maxAttempts) return null;
  const at = new Date(now.getTime() + 30_000 * 4 ** (attempt - 1));
  return finishBy && at > finishBy ? null : at;
}
