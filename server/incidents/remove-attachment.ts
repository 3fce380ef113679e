import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { findAttachment, markRemoved } from './attachment-store.ts';
import { takeForChange } from './find-incident.ts';
import { maySeeInternal } from './incident-policy.ts';
import { indexIncident } from './index-incident.ts';
import { recordHappening } from './write-incident.ts';

/** Takes a file away: its bytes are gone a day later, its name stays. Who attached it may, and leads. Again changes nothing. */
export async function removeAttachment(ctx: Context, actor: Actor, idOrNumber: string, attachmentId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, () => true);
    const file = await findAttachment(tx.db.sql, incident.id, attachmentId);
    if (!file || (file.visibility === 'internal' && !maySeeInternal(actor))) throw notFound('attachment');
    if (file.uploadedById !== actor.id && !hasRole(actor, 'lead')) throw new Problem('forbidden');
    if (file.removedAt) return;
    await markRemoved(tx.db.sql, file.id, tx.clock(), actor.name);
    await indexIncident(tx, incident);
    const detail = { attachmentId: file.id, name: file.name };
    await recordAudit(tx, actor, { action: 'attachment.removed', subjectType: 'incident', subjectId: incident.id, detail });
    await recordHappening(tx, actor, incident, { kind: 'attachmentRemoved', visibility: file.visibility, detail });
  });
}
