import type { Rung } from './engines/engine.ts';

/** The state of a source at an instant, kept in a repository. */
export interface RecoveryPoint {
  id: string;
  policyId: string;
  assetId: string;
  repositoryId: string;
  runId: string;
  /** The name that the engine gave it. */
  ref: string;
  takenAt: Date;
  files: number;
  bytes: number;
  storedBytes: number;
  /** False when files were unreadable or the source had shrunk: it can be restored from, but counts as no protection. */
  isGood: boolean;
  proof: Record<string, unknown>;
  sourceFacts: Record<string, unknown>;
  /** The highest rung that it proved itself at, and when that was. */
  verifiedRung: Rung | null;
  verifiedAt: Date | null;
  /** When a verification found it damaged. */
  damagedAt: Date | null;
  forgottenAt: Date | null;
  /** Held against removal since, until (null without an end), why and by whom. */
  heldAt: Date | null;
  heldUntil: Date | null;
  holdReason: string | null;
  heldById: string | null;
  /** Its removal was decided then and is under way. */
  doomedAt: Date | null;
}

/** True while nobody may remove the point. */
export const isHeldAt = ({ heldAt, heldUntil }: Pick<RecoveryPoint, 'heldAt' | 'heldUntil'>, at: Date): boolean =>
  heldAt !== null && (heldUntil === null || heldUntil > at);
