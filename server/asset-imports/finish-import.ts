import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Import, percentOf } from './import.ts';
import { dropFile, updateImport } from './import-store.ts';

/** Keeps how an import ended and tells the books and the pages; its file is not needed any more. */
export async function finishImport(tx: Context, actor: Actor, ended: Import): Promise<void> {
  const { id, fileName, created, updated, unchanged, rejected } = ended;
  await updateImport(tx.db.sql, id, ended);
  // A dry run may still be carried out.
  if (ended.state !== 'checked') await dropFile(tx.db.sql, id);
  if (!ended.isDryRun) {
    const detail = { subject: ended.subject, state: ended.state, fileName, created, updated, unchanged, rejected };
    await recordAudit(tx, actor, { action: 'assets.imported', subjectType: 'assetImport', subjectId: id, detail });
  }
  tellImport(tx, ended, !ended.isDryRun);
}

/**
 * Tells open pages how far an import has come. While it is at work they only move a bar; `hasChanged` says that what it
 * did is to be read anew.
 */
export function tellImport(tx: Context, at: Import, hasChanged = false): void {
  const { id, state, total, position, created, updated, unchanged, rejected, undone, kept } = at;
  const data = { percent: percentOf(at), state, total, position, created, updated, unchanged, rejected, undone, kept };
  const audience = { role: 'lead' as const };
  tx.db.afterCommit(() => {
    tx.live.publish({ type: 'assetImport.progress', id, audience, data });
    if (hasChanged) tx.live.publish({ type: 'asset.imported', id, audience: { role: 'technician' }, data: { state } });
  });
}
