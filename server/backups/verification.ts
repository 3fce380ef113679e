import type { Work } from './backup-run.ts';
import { type Rung, rungs } from './engines/engine.ts';

/** One attempt to prove a recovery point at one rung. */
export interface Verification extends Work {
  recoveryPointId: string;
  repositoryId: string;
  rung: Rung;
  files: number | null;
  bytes: number | null;
  durationMs: number | null;
  facts: Record<string, unknown> | null;
}

/** True when proof at `rung` is at least as good as proof at `other`. */
export const isAtLeast = (rung: Rung, other: Rung): boolean => rungs.indexOf(rung) >= rungs.indexOf(other);

/** Bringing points back. */
export interface Restore extends Work {
  recoveryPointId: string;
  repositoryId: string;
  paths: string[];
  target: RestoreTarget;
  downloadPath: string | null;
  files: number | null;
  bytes: number | null;
  durationMs: number | null;
}

export type RestoreTarget = { type: 'path'; path: string } | { type: 'download' } | { type: 'original'; confirmOverwrite: boolean };
