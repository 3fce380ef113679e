import { findVisible } from '../incidents/find-incident.ts';
import type { Incident } from '../incidents/incident.ts';
import { asActor, type Person } from '../people/person.ts';
import { supportGroupsOf } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { admitUnknown } from './admit-unknown.ts';
import { appendToIncident } from './append-to-incident.ts';
import { type AutomaticKind, automaticKind } from './automatic.ts';
import { createFromMail } from './create-from-mail.ts';
import { identifySender, type Sender, type Thread } from './identify-sender.ts';
import { ignored, type MailCase, noteStep, quarantined, type Verdict } from './verdict.ts';

/** Somebody who speaks by mail, and with which rights. */
export interface Speaker {
  sender: Sender & { person: Person };
  /** With the role of an employee unless the sender is who they say they are. */
  actor: Actor;
  isTrusted: boolean;
  isNewPerson: boolean;
  automatic: AutomaticKind | null;
}

/** Somebody, or some program, says something: it belongs to an incident, begins one, or waits for a decision. */
export async function converse(tx: Context, c: MailCase): Promise<Verdict> {
  const { sender, thread } = await identifySender(tx, c);
  if (!sender) return quarantined('noSender');
  const found = automaticKind(c.mail, c.row.envelopeFrom);
  noteStep(c, 'automatic', found?.kind ?? 'no', found?.sign);
  const facts = { verification: sender.verification, isTrusted: sender.isTrusted, isAutomatic: found !== null };
  const verdict = await judgeSpeaker(tx, c, sender, thread, found?.kind ?? null);
  return { ...facts, personId: sender.person?.id ?? null, ...verdict };
}

async function judgeSpeaker(
  tx: Context,
  c: MailCase,
  sender: Sender,
  thread: Thread | null,
  automatic: AutomaticKind | null,
): Promise<Verdict> {
  if (c.released) return followRelease(tx, c, sender, automatic);
  if (sender.person && !sender.person.isActive) return quarantined('senderLeft');
  // A proof may travel by a mailing list that breaks the signature; without one nobody who failed is let in, known or not.
  if (sender.verification === 'fail' && thread?.by !== 'proof') return quarantined('authenticationFailed');
  if (!thread && (automatic === 'outOfOffice' || automatic === 'reply'))
    return ignored(automatic === 'reply' ? 'automaticReply' : 'outOfOffice');
  if (!sender.person) return judgeUnknown(tx, c, sender, thread, automatic);
  const speaker = await speakerOf(tx, { ...sender, person: sender.person }, automatic, false);
  if (!thread) return createFromMail(tx, c, speaker, null);
  return judgeThread(tx, c, speaker, thread);
}

async function judgeUnknown(
  tx: Context,
  c: MailCase,
  sender: Sender,
  thread: Thread | null,
  automatic: AutomaticKind | null,
): Promise<Verdict> {
  // Who writes into a conversation without being in it may have been sent a copy, or may have made it all up.
  if (thread && thread.by !== 'subject') return quarantined('notAParticipant', { incidentId: thread.incident.id });
  const admitted = await admitUnknown(tx, c, sender);
  if (typeof admitted === 'string') return quarantined(admitted);
  const speaker = await speakerOf(tx, { ...sender, person: admitted }, automatic, true);
  return { ...(await createFromMail(tx, c, speaker, thread?.incident ?? null)), personId: admitted.id };
}

async function judgeThread(tx: Context, c: MailCase, speaker: Speaker, { incident, by }: Thread): Promise<Verdict> {
  if (await takesPart(tx, speaker.actor, incident)) return appendToIncident(tx, c, speaker, incident);
  const related = { incidentId: incident.id };
  if (!speaker.isTrusted && hasRole(asActor(speaker.sender.person, []), 'technician')) return quarantined('unverifiedTechnician', related);
  if (by !== 'subject') return quarantined('notAParticipant', related);
  // A number in a subject is no secret: it may be about that incident, so both are linked for those who see both.
  return createFromMail(tx, c, speaker, incident);
}

/** True for who sees the incident by their own right. */
async function takesPart(tx: Context, actor: Actor, incident: Incident): Promise<boolean> {
  try {
    await findVisible(tx, actor, incident.id);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') return false;
    throw error;
  }
}

export async function speakerOf(
  tx: Context,
  sender: Sender & { person: Person },
  automatic: AutomaticKind | null,
  isNewPerson: boolean,
): Promise<Speaker> {
  const { person, isTrusted } = sender;
  const groups = isTrusted ? (await supportGroupsOf(tx.db.sql, person.id)).map(({ id }) => id) : [];
  const actor = asActor(isTrusted ? person : { ...person, role: 'employee' }, groups);
  return { sender, actor, isTrusted, isNewPerson, automatic };
}

/** A lead looked at it: the sender is let in, and takes part in the incident that was named. */
async function followRelease(tx: Context, c: MailCase, sender: Sender, automatic: AutomaticKind | null): Promise<Verdict> {
  const { by, incidentId } = c.released as NonNullable<MailCase['released']>;
  const person = sender.person ?? (await admitUnknown(tx, c, sender, { isForced: true }));
  if (typeof person === 'string') return quarantined(person);
  if (!person.isActive) throw new Problem('conflict', `${person.name} is no longer active`);
  const speaker = await speakerOf(tx, { ...sender, person }, automatic, sender.person === null);
  if (!incidentId) return { ...(await createFromMail(tx, c, speaker, null)), personId: person.id };
  const incident = await findVisible(tx, by, incidentId);
  return { ...(await appendToIncident(tx, c, speaker, incident)), personId: person.id };
}
