import type { Context } from '../platform/context.ts';
import type { BackupRun } from './backup-run.ts';
import type { Progress } from './engines/engine.ts';

/** Tells open pages of a run after the transaction has committed. */
export function publishRun(tx: Context, run: Pick<BackupRun, 'id' | 'policyId' | 'assetId' | 'status'>): void {
  const { id, policyId, assetId, status } = run;
  tx.db.afterCommit(() =>
    tx.live.publish({ type: 'backupRun.changed', id, audience: { role: 'technician' }, data: { policyId, assetId, status } }),
  );
}

/** How far work is, from 0 to 100; null while the whole is not known. */
export function percentOf(progress: Progress | null): number | null {
  if (!progress) return null;
  const [done, total] = progress.bytesTotal ? [progress.bytesDone, progress.bytesTotal] : [progress.filesDone, progress.filesTotal];
  return total ? Math.min(100, Math.round((done / total) * 1000) / 10) : null;
}

const everyMs = 1000;
const toldAt = new Map<string, number>();

/** Tells open pages how far a run is, at most once a second. */
export function publishProgress(ctx: Context, run: BackupRun, progress: Progress): void {
  const now = performance.now();
  if (now - (toldAt.get(run.id) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
  toldAt.set(run.id, now);
  const { id, policyId, assetId } = run;
  const data = {
    policyId,
    assetId,
    status: 'running',
    percent: percentOf(progress),
    bytesDone: progress.bytesDone,
    filesDone: progress.filesDone,
  };
  ctx.live.publish({ type: 'backupRun.changed', id, audience: { role: 'technician' }, data });
}

export const forgetProgress = (id: string): void => void toldAt.delete(id);
