import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { closeKey } from './close-incident.ts';
import { lastPublicWord } from './comment-store.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, numberText } from './incident.ts';
import { isRequester, mayDecide } from './incident-policy.ts';
import { findOpenRowByKey } from './incident-store.ts';
import { reopenPromises } from './promises.ts';
import { tell } from './tell.ts';
import { followersOf, writeChanges } from './write-incident.ts';

/** Takes a resolution back: the resolution clock runs on from what it had served. The history keeps the resolution. */
export async function reopenIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  reason: string | undefined,
  ifMatch: number | null,
): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayDecide, ifMatch);
    checkAllows(incident, 'reopen');
    await checkOnlyOne(tx, incident);
    await cancel(tx.db.sql, closeKey(incident.id));
    const changes: Partial<Incident> = {
      ...(await reopenPromises(tx, incident, await isWaiting(tx, actor, incident))),
      status: incident.assigneeId ? 'in_progress' : 'new',
      resolutionCode: null,
      resolutionNote: null,
      resolvedAt: null,
      resolvedById: null,
    };
    const detail = { ...(reason && { reason }), code: incident.resolutionCode, note: incident.resolutionNote };
    const after = await writeChanges(tx, actor, incident, changes, { kind: 'reopened', detail });
    await tell(tx, actor, after, 'incident.reopened', [after.assigneeId, ...(await followersOf(tx, after))], { reason: reason ?? '' });
    return after;
  });
}

/** True when the requester reopens, or wrote after the resolution and nobody has answered: the clock of a question starts. */
async function isWaiting(tx: Context, actor: Actor, incident: Incident): Promise<boolean> {
  if (isRequester(actor, incident)) return true;
  const last = await lastPublicWord(tx.db.sql, incident.id);
  return (
    last !== null &&
    last.authorId !== null &&
    last.authorId === incident.requesterId &&
    last.createdAt >= (incident.resolvedAt ?? last.createdAt)
  );
}

/** Throws 409 when a machine has filed another incident about the same in the meantime. */
export async function checkOnlyOne(tx: Context, incident: Incident): Promise<void> {
  const other = incident.dedupKey ? await findOpenRowByKey(tx.db.sql, incident.dedupKey) : null;
  if (other && other.id !== incident.id) throw new Problem('conflict', `${numberText(other.number)} is open about the same`);
}
