import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor, Role } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { AlertKind, AlertRule, Digest } from './alert.ts';
import type { DigestChanges, RuleChanges } from './alert-schemas.ts';
import { findDigest, findOpenAlert, setDismissal, writeDigest, writeRule } from './alert-store.ts';
import { keepAlerts, rulesInForce } from './keep-alerts.ts';
import { digestFor } from './send-digests.ts';

/** Puts an alert out of sight, with a note, until its fact changes. */
export async function dismissAlert(ctx: Context, actor: Actor, id: string, note: string | null): Promise<void> {
  await change(ctx, id, { dismissedById: actor.id, dismissedByName: actor.name, dismissedAt: ctx.clock(), note });
}

/** Brings a dismissed alert back. */
export async function bringBack(ctx: Context, id: string): Promise<void> {
  await change(ctx, id, { dismissedById: null, dismissedByName: null, dismissedAt: null, note: null });
}

async function change(ctx: Context, id: string, dismissal: Parameters<typeof setDismissal>[2]): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await findOpenAlert(tx.db.sql, id))) throw notFound('alert');
    await setDismissal(tx.db.sql, id, dismissal);
    tx.db.afterCommit(() => tx.live.publish({ type: 'alert.changed', id, audience: { role: 'technician' } }));
  });
}

/** Changes what a kind of alert watches; what follows is so at once. 412 when somebody changed it since. */
export async function changeRule(
  ctx: Context,
  actor: Actor,
  kind: AlertKind,
  changes: RuleChanges,
  ifMatch: number | null,
): Promise<AlertRule> {
  const rule = await transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'alert-rules');
    const before = (await rulesInForce(tx)).find((one) => one.kind === kind) as AlertRule;
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const after: AlertRule = { ...before, ...changes, version: version + 1 };
    await writeRule(tx.db.sql, after, tx.clock());
    await recordAudit(tx, actor, { action: 'alertRule.changed', subjectType: 'alertRule', subjectId: kind, detail: changes });
    return after;
  });
  await keepAlerts(ctx);
  return rule;
}

/** When the actor hears of alerts, and of which. */
export async function myDigest(ctx: Context, actor: Actor): Promise<Digest> {
  return digestFor(actor.role as Role, await findDigest(ctx.db.sql, actor.id as string));
}

/** Changes when the actor hears of alerts; 412 when it was changed since. */
export async function changeMyDigest(ctx: Context, actor: Actor, changes: DigestChanges, ifMatch: number | null): Promise<Digest> {
  return transact(ctx, async (tx) => {
    const personId = actor.id as string;
    await takeTurn(tx.db.sql, 'alert-digests');
    const row = await findDigest(tx.db.sql, personId);
    const before = digestFor(actor.role as Role, row);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const after: Digest = { ...before, ...changes, version: version + 1 };
    await writeDigest(tx.db.sql, { ...after, personId, lastDay: row?.lastDay ?? null }, tx.clock());
    return after;
  });
}
