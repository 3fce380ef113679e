import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { type Filing, fileIncident } from './file-incident.ts';
import type { Incident } from './incident.ts';
import { mayFileForOthers } from './incident-policy.ts';

const mostMs = 31 * 24 * 60 * 60 * 1000;

/**
 * Files an incident that a person reports. A technician may say that it was reported earlier, e.g. by telephone: the
 * clocks count from then, and the audit log keeps who said so.
 */
export async function reportIncident(ctx: Context, actor: Actor, filing: Filing): Promise<Incident> {
  const { openedAt } = filing;
  if (!openedAt) return fileIncident(ctx, actor, filing);
  checkReportedAt(ctx, actor, openedAt);
  return transact(ctx, async (tx) => {
    const incident = await fileIncident(tx, actor, filing);
    const detail = { openedAt, filedAt: tx.clock() };
    await recordAudit(tx, actor, { action: 'incident.backdated', subjectType: 'incident', subjectId: incident.id, detail });
    return incident;
  });
}

function checkReportedAt(ctx: Context, actor: Actor, openedAt: Date): void {
  if (!mayFileForOthers(actor)) throw new Problem('forbidden', 'Only technicians say when something was reported');
  const ageMs = ctx.clock().getTime() - openedAt.getTime();
  if (ageMs < 0) throw invalid('/openedAt', 'must not be in the future');
  if (ageMs > mostMs) throw invalid('/openedAt', 'must be within the last 31 days');
}
