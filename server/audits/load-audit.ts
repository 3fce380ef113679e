import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { Audit } from './audit.ts';
import { findAudit, lockAudit } from './audit-store.ts';

/** The stock-take with this id or name; 404 when there is none. */
export async function loadAudit(ctx: Context, idOrName: string): Promise<Audit> {
  const audit = await findAudit(ctx.db.sql, idOrName);
  if (!audit) throw notFound('audit');
  return audit;
}

/** The stock-take, held until the transaction ends. */
export async function holdAudit(tx: Context, idOrName: string): Promise<Audit> {
  const { id } = await loadAudit(tx, idOrName);
  return (await lockAudit(tx.db.sql, id)) as Audit;
}

/** 409 when the stock-take has ended. */
export function checkOpen(audit: Audit): void {
  if (audit.state !== 'open') throw new Problem('conflict', 'This stock-take is closed');
}

/** Tells the open pages of technicians after the commit. */
export function announceAudit(tx: Context, id: string): void {
  tx.db.afterCommit(() => tx.live.publish({ type: 'audit.changed', id, audience: { role: 'technician' } }));
}
