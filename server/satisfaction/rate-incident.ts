import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findVisible } from '../incidents/find-incident.ts';
import { type Incident, numberText } from '../incidents/incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { notify } from '../notifications/notify.ts';
import { activePeopleWith, membersOf } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { readLink } from '../platform/signed-link.ts';
import { isOpen, type SatisfactionRequest, type SatisfactionSettings } from './satisfaction.ts';
import type { newRating, settingsChanges } from './satisfaction-schemas.ts';
import { findRequest, readSettings, saveRating, updateSettings } from './satisfaction-store.ts';

type Rating = z.output<typeof newRating>;

/** What the requester was asked and said about an incident that the actor may see; null when nobody asked. */
export async function readRating(ctx: Context, actor: Actor, idOrNumber: string): Promise<SatisfactionRequest | null> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return findRequest(ctx.db.sql, incident.id);
}

/** Takes the requester's answer, or a changed one while that is allowed; nobody answers for them. */
export async function rateIncident(ctx: Context, actor: Actor, idOrNumber: string, rating: Rating): Promise<SatisfactionRequest> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  if (actor.id === null || incident.requesterId !== actor.id)
    throw new Problem('forbidden', 'Only who reported it says how content they are');
  return keepRating(ctx, incident, rating);
}

/** What a link of our mail asks about; 404 for one that is not ours or has expired. */
export async function readRatingLink(ctx: Context, token: string): Promise<{ incident: Incident; request: SatisfactionRequest }> {
  const claim = readLink(ctx.settings.secretKey, token, ctx.clock());
  const incident = claim?.action === 'satisfaction.rate' ? await findIncident(ctx.db.sql, claim.subjectId) : null;
  const request = incident && (await findRequest(ctx.db.sql, incident.id));
  if (!claim || !incident || !request || request.personId !== claim.personId) throw notFound('link, or it has expired');
  return { incident, request };
}

/** Takes the answer of the person to whom the mail went; looking at the link alone does nothing. */
export async function rateByLink(ctx: Context, token: string, rating: Rating): Promise<SatisfactionRequest> {
  const { incident } = await readRatingLink(ctx, token);
  return keepRating(ctx, incident, rating);
}

async function keepRating(ctx: Context, incident: Incident, { rating, comment }: Rating): Promise<SatisfactionRequest> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const request = await findRequest(tx.db.sql, incident.id);
    if (!request) throw notFound('question about this incident');
    if (!isOpen(request, now)) throw new Problem('conflict', 'The answer can no longer be changed');
    // A changed answer keeps the time of the first, from which the days for changing it count.
    const saved = { rating, comment: comment || null, ratedAt: request.ratedAt ?? now };
    await saveRating(tx.db.sql, incident.id, saved);
    const { lowRating } = await readSettings(tx.db.sql);
    if (rating <= lowRating) await tellLeads(tx, incident, { rating, comment });
    tx.db.afterCommit(() => tx.live.publish({ type: 'incident.changed', id: incident.id, audience: { role: 'technician' } }));
    return { ...request, ...saved };
  });
}

/** A low rating is worth a call; leads hear of it once for each incident. */
async function tellLeads(tx: Context, incident: Incident, { rating, comment }: Rating): Promise<void> {
  const leads = await activePeopleWith(tx.db.sql, 'lead');
  const members = incident.supportGroupId ? await membersOf(tx.db.sql, incident.supportGroupId) : [];
  const ofGroup = leads.filter((id) => members.some((member) => member.id === id));
  await notify(tx, {
    recipientIds: ofGroup.length > 0 ? ofGroup : leads,
    kind: 'incident.ratedLow',
    subject: { type: 'incident', id: incident.id },
    data: {
      number: numberText(incident.number),
      title: incident.title,
      priority: incident.priority,
      text: `${rating}/5${comment ? ` – ${comment}` : ''}`,
    },
    key: `incident.ratedLow:${incident.id}`,
  });
}

/** Changes whether and how often people are asked. Throws 412 when somebody was faster. */
export async function changeSettings(
  ctx: Context,
  actor: Actor,
  changes: z.output<typeof settingsChanges>,
  ifMatch: number | null,
): Promise<SatisfactionSettings> {
  return transact(ctx, async (tx) => {
    const before = await readSettings(tx.db.sql);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    if (!(await updateSettings(tx.db.sql, before.version, given))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'satisfaction.settingsChanged', subjectType: 'satisfaction', subjectId: null, detail: given });
    return readSettings(tx.db.sql);
  });
}
