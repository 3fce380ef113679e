import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { Audit } from './audit.ts';
import { mayCloseAudit } from './audit-policy.ts';
import type { AuditAnswer } from './audit-schemas.ts';
import { deleteAudit, updateAudit } from './audit-store.ts';
import { auditView } from './audit-view.ts';
import { announceAudit, holdAudit } from './load-audit.ts';
import { hasScans } from './scan-store.ts';

/** Changes the title and the note of a stock-take; 412 when somebody changed it since. */
export async function changeAudit(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: Partial<Pick<Audit, 'title' | 'note'>>,
  ifMatch: number | null,
): Promise<AuditAnswer> {
  return transact(ctx, async (tx) => {
    const audit = await holdAudit(tx, id);
    const mismatch = new Problem('version_mismatch', undefined, { extra: { version: audit.version } });
    if (ifMatch !== null && ifMatch !== audit.version) throw mismatch;
    if (!(await updateAudit(tx.db.sql, audit.id, audit.version, changes))) throw mismatch;
    announceAudit(tx, audit.id);
    return auditView(tx.db.sql, actor, { ...audit, ...changes, version: audit.version + 1 });
  });
}

/** Takes away a stock-take that was begun by mistake; 409 when something was scanned for it: that is kept. */
export async function removeAudit(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const audit = await holdAudit(tx, id);
    if (!mayCloseAudit(actor, audit)) throw new Problem('forbidden');
    if (await hasScans(tx.db.sql, audit.id)) throw new Problem('conflict', 'Something was scanned for this stock-take: close it instead');
    await deleteAudit(tx.db.sql, audit.id);
    announceAudit(tx, audit.id);
  });
}
