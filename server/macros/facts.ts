import { readIncident } from '../incidents/incident-queries.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Facts } from './variables.ts';

/** What variables say of an incident in this actor's mouth, and the language and zone of who will read it. */
export async function factsFor(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
): Promise<{ facts: Facts; language: 'en' | 'fr'; incidentId: string }> {
  const incident = await readIncident(ctx, actor, idOrNumber);
  const requester = incident.requester && (await findPerson(ctx.db.sql, incident.requester.id));
  const language = requester?.language ?? 'en';
  const firstName = (name: string | undefined | null): string | null => name?.trim().split(/\s+/)[0] || null;
  const facts: Facts = {
    'requester.name': incident.requester?.name ?? null,
    'requester.firstName': firstName(incident.requester?.name),
    'technician.name': actor.name,
    'technician.firstName': firstName(actor.name),
    'incident.number': incident.number,
    'incident.title': incident.title,
    'incident.url': `${ctx.settings.baseUrl}/incidents/${incident.number}`,
    'incident.priority': incident.priority,
    'incident.resolutionDue': incident.resolutionDueAt && momentText(new Date(incident.resolutionDueAt), language, requester?.timeZone),
    'supportGroup.name': incident.supportGroup?.name ?? null,
    'service.name': incident.service?.name ?? null,
    'asset.name': incident.asset?.name || null,
    'asset.tag': incident.asset?.tag ?? null,
  };
  return { facts, language, incidentId: incident.id };
}

const momentText = (at: Date, language: 'en' | 'fr', timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at);
