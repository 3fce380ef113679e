import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { InboundMail } from './inbound-mail.ts';
import { findMail, lockMail, updateMail } from './inbound-mail-store.ts';
import { attempt } from './process-mail.ts';
import { enqueueProcessing } from './receive-mail.ts';

/** Lets a mail in that waited, or that was ignored: into an incident, whose conversation its sender then takes part in, or as a new one. */
export async function releaseMail(ctx: Context, actor: Actor, id: string, incidentId: string | null): Promise<InboundMail> {
  const row = await findMail(ctx.db.sql, id);
  if (!row) throw notFound('mail');
  checkWaits(row);
  const after = await attempt(ctx, row, null, { by: actor, incidentId });
  if (after.outcome === 'quarantined')
    throw new Problem('conflict', 'The mail cannot be let in as it is', { extra: { reason: after.reason } });
  await transact(ctx, (tx) => audit(tx, actor, 'inboundMail.released', after));
  return after;
}

/** Looks at a mail again as if it had just come in, by today's rules. */
export async function retryMail(ctx: Context, actor: Actor, id: string): Promise<InboundMail> {
  return transact(ctx, async (tx) => {
    const row = await waiting(tx, id);
    await updateMail(tx.db.sql, id, { status: 'received', attempts: 0, outcome: null, reason: null });
    await enqueueProcessing(tx, id);
    await audit(tx, actor, 'inboundMail.retried', row);
    return { ...row, status: 'received', outcome: null, reason: null };
  });
}

/** Sets a mail aside for good; it stays in the list of discarded ones for a while. */
export async function discardMail(ctx: Context, actor: Actor, id: string): Promise<InboundMail> {
  return transact(ctx, async (tx) => {
    const row = await waiting(tx, id);
    await updateMail(tx.db.sql, id, { status: 'discarded', processedAt: tx.clock() });
    await audit(tx, actor, 'inboundMail.discarded', row);
    tx.db.afterCommit(() => tx.live.publish({ type: 'inboundMail.changed', id, audience: { role: 'lead' } }));
    return { ...row, status: 'discarded' };
  });
}

async function waiting(tx: Context, id: string): Promise<InboundMail> {
  const row = await lockMail(tx.db.sql, id);
  if (!row) throw notFound('mail');
  checkWaits(row);
  return row;
}

function checkWaits({ status, outcome }: InboundMail): void {
  if (status === 'quarantined' || status === 'discarded' || outcome === 'ignored') return;
  throw new Problem('conflict', 'This mail does not wait for a decision', { extra: { status } });
}

function audit(tx: Context, actor: Actor, action: string, { id, fromAddress, incidentId, reason }: InboundMail): Promise<void> {
  return recordAudit(tx, actor, { action, subjectType: 'inboundMail', subjectId: id, detail: { from: fromAddress, incidentId, reason } });
}
