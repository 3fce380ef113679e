import { fileIncident } from '../incidents/file-incident.ts';
import type { Incident } from '../incidents/incident.ts';
import { linkIncidents } from '../incidents/link-incidents.ts';
import { tell } from '../incidents/tell.ts';
import { addWatcher } from '../incidents/watch-incident.ts';
import { findPersonByEmail } from '../people/person-queries.ts';
import { supportGroupIdOfAddress } from '../people/service-queries.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Speaker } from './converse.ts';
import { recipientsOf } from './identify-sender.ts';
import { countInBurst, joinBurst } from './join-burst.ts';
import { attachMailFiles, fitting, momentOf, rememberMail } from './mail-words.ts';
import { findMailbox } from './mailbox-store.ts';
import { titleOf } from './subject.ts';
import { type MailCase, noteStep, type Verdict } from './verdict.ts';

const mostWatchers = 10;
/** Nobody wants to hear today that a mail arrived which they sent last year. */
const freshMs = 2 * 24 * 60 * 60 * 1000;

/**
 * Files an incident of a mail, in the queue of the address that it was sent to. What one address sends without a pause about
 * the same, or all too much, becomes one conversation. A closed or doubtful conversation before it is linked.
 */
export async function createFromMail(tx: Context, c: MailCase, speaker: Speaker, before: Incident | null): Promise<Verdict> {
  const joined = c.released ? null : await joinBurst(tx, c, speaker);
  if (joined) return joined;
  const incident = await file(tx, c, speaker);
  if (!c.released) await countInBurst(tx, c, speaker.sender.address, incident.id);
  const files = await attachMailFiles(tx, speaker.actor, c, incident.id);
  if (before) await linkIncidents(tx, systemActor, incident.id, { incidentId: before.id, kind: 'related' });
  if (speaker.isTrusted) await watchWithCopies(tx, c, incident);
  await rememberMail(tx, c, incident.id, speaker.sender.person.id);
  await acknowledge(tx, c, speaker, incident);
  return { outcome: 'created', reason: before ? 'followUp' : null, incidentId: incident.id, files };
}

async function file(tx: Context, c: MailCase, { actor }: Speaker): Promise<Incident> {
  const mailbox = c.row.mailboxId ? await findMailbox(tx.db.sql, c.row.mailboxId) : null;
  const supportGroupId = (await supportGroupIdOfAddress(tx.db.sql, recipientsOf(c))) ?? mailbox?.supportGroupId ?? null;
  const note = c.isCut ? '\n\n[…]' : '';
  const incident = await fileIncident(tx, actor, {
    title: titleOf(c.mail),
    description: fitting(`${c.mail.text}${note}`),
    impact: 'low',
    urgency: 'medium',
    supportGroupId,
    serviceId: mailbox?.serviceId ?? null,
    source: { type: 'mail' },
    openedAt: c.row.receivedAt,
  });
  noteStep(c, 'filed', 'yes', `INC-${incident.number}`);
  return incident;
}

/** Colleagues in the copy follow it, if they are known and the sender is who they say they are. */
async function watchWithCopies(tx: Context, c: MailCase, incident: Incident): Promise<void> {
  let added = 0;
  for (const { address } of [...c.mail.to, ...c.mail.cc].slice(0, 50)) {
    const person = added < mostWatchers && address ? await findPersonByEmail(tx.db.sql, address) : null;
    if (!person?.isActive || person.id === incident.requesterId) continue;
    await addWatcher(tx, systemActor, incident.id, person.id);
    added += 1;
  }
}

/** Says that the mail arrived; to strangers without a word of what they wrote, which may be meant for somebody else. */
async function acknowledge(tx: Context, c: MailCase, { automatic, isTrusted, isNewPerson }: Speaker, incident: Incident): Promise<void> {
  const isFresh = tx.clock().getTime() - momentOf(c).getTime() < freshMs;
  const isAnswered = c.policy.isAcknowledging && !automatic && isFresh;
  noteStep(c, 'acknowledged', isAnswered ? 'yes' : 'no');
  if (isAnswered)
    await tell(tx, systemActor, incident, 'incident.filed', [incident.requesterId], isNewPerson && !isTrusted ? { title: '' } : {});
}
