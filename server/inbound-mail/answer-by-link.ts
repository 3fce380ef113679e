import type { z } from 'zod';
import { closeIncident } from '../incidents/close-incident.ts';
import { allows, type Incident, numberText } from '../incidents/incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { reopenIncident } from '../incidents/reopen-incident.ts';
import { asActor, type Person } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { readLink } from '../platform/signed-link.ts';
import type { linkAnswer, linkChoice } from './inbound-mail-schemas.ts';

/** What the holder of a link from our mail may decide now; 404 for a link that is not ours or has expired. */
export async function readMailLink(ctx: Context, token: string): Promise<z.output<typeof linkAnswer>> {
  const { incident, person, action } = await open(ctx, token);
  const { number, title, status, resolutionNote } = incident;
  return {
    action,
    incident: { number: numberText(number), title, status, resolution: resolutionNote },
    person: { name: person.name },
    choices: allows(incident, 'reopen') ? ['confirm', 'reopen'] : [],
  };
}

/** Confirms or reopens by a link, as the person to whom the mail went; looking at the link alone does nothing. */
export async function answerByLink(
  ctx: Context,
  token: string,
  { choice, reason }: z.output<typeof linkChoice>,
): Promise<z.output<typeof linkAnswer>> {
  const { incident, person } = await open(ctx, token);
  const actor = asActor(person, []);
  if (!allows(incident, 'reopen')) throw new Problem('conflict', 'This was decided already', { extra: { status: incident.status } });
  await (choice === 'confirm'
    ? closeIncident(ctx, actor, incident.id, null)
    : reopenIncident(ctx, actor, incident.id, reason || undefined, null));
  return readMailLink(ctx, token);
}

async function open(ctx: Context, token: string): Promise<{ incident: Incident; person: Person; action: string }> {
  const claim = readLink(ctx.settings.secretKey, token, ctx.clock());
  const incident = claim?.action === 'incident.decide' ? await findIncident(ctx.db.sql, claim.subjectId) : null;
  const person = claim && (await findPerson(ctx.db.sql, claim.personId));
  if (!claim || !incident || !person?.isActive || incident.requesterId !== person.id) throw notFound('link, or it has expired');
  return { incident, person, action: claim.action };
}
