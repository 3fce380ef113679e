import type { BackupOrder, Progress, RepositoryAccess, RestoreOrder, VerifyOrder } from '../engine.ts';

/** What the worker asks of the child, as the first line of its standard input. */
export type Request =
  | { op: 'backup'; repository: RepositoryAccess; order: BackupOrder }
  | { op: 'files'; repository: RepositoryAccess; ref: string; path: string }
  | { op: 'restore'; repository: RepositoryAccess; order: RestoreOrder }
  | { op: 'verify'; repository: RepositoryAccess; order: VerifyOrder }
  | { op: 'pack'; directory: string; file: string };

/** What the child answers, one JSON line each; the last is a result or a failure. */
export type Answer =
  | { type: 'progress'; progress: Progress }
  | { type: 'log'; line: string }
  | { type: 'result'; result: unknown }
  | { type: 'failure'; failureClass: string; message: string };
