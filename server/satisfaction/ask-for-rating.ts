import type { FedEvent } from '../incidents/event-feed.ts';
import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { linkUntil } from './satisfaction.ts';
import { insertRequest, readSettings, wasAskedSince } from './satisfaction-store.ts';

const dayMs = 86_400_000;
/** Of what was closed longer ago, by an outage of ours or in an import, nobody remembers how it was. */
const freshMs = 3 * dayMs;

/** Asks the requester of an incident that was closed how content they are, once, and no person too often. */
export async function askForRating(tx: Context, { kind, incident, happenedAt }: FedEvent): Promise<void> {
  const personId = incident.requester?.id;
  // What a machine filed has nobody to ask; what goes on in another incident is asked about there.
  if (kind !== 'closed' || !personId || incident.status !== 'closed') return;
  const askedAt = tx.clock();
  if (askedAt.getTime() - happenedAt.getTime() > freshMs) return;
  const { isAsking, daysBetween } = await readSettings(tx.db.sql);
  if (!isAsking || (await wasAskedSince(tx.db.sql, personId, new Date(askedAt.getTime() - daysBetween * dayMs)))) return;
  const request = { incidentId: incident.id, personId, askedAt, rating: null, comment: null, ratedAt: null };
  if (!(await insertRequest(tx.db.sql, request))) return;
  await notify(tx, {
    recipientIds: [personId],
    kind: 'incident.rateIt',
    subject: { type: 'incident', id: incident.id },
    data: { number: incident.number, title: incident.title, linkUntil: linkUntil(askedAt).toISOString() },
    key: `incident.rateIt:${incident.id}`,
  });
}
