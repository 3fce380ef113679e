import { addComment } from '../incidents/add-comment.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { isReplySignature, readMessageId, readReplyAddress } from '../notifications/channels/mail/reply-proof.ts';
import { noteUndeliverable } from '../notifications/channels/mail/undeliverable.ts';
import type { Person } from '../people/person.ts';
import { findPerson, findPersonByEmail } from '../people/person-queries.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Bounce, isAddressGone, readBounce } from './bounce.ts';
import { recipientsOf } from './identify-sender.ts';
import { ignored, type MailCase, noteStep, type Verdict } from './verdict.ts';

/**
 * A report about a mail that was not delivered. Only one that brings back a signed Message-ID or reply address of ours is
 * about our mail, and only about the person whom that was made for; what a forged one says is kept and believed by nobody.
 */
export async function judgeBounce(tx: Context, c: MailCase): Promise<Verdict | null> {
  if (c.released) return null;
  const other = { 'feedback-report': 'complaint', 'disposition-notification': 'readReceipt' }[c.mail.report?.kind ?? ''];
  if (other) {
    noteStep(c, 'report', other);
    return ignored(other, { isAutomatic: true });
  }
  const bounce = readBounce(c.mail, c.row.envelopeFrom);
  if (!bounce) return null;
  noteStep(c, 'report', bounce.kind, `${bounce.status} ${bounce.recipient ?? ''}`.trim());
  const proof = await proofOf(tx, c, bounce);
  if (!proof) return ignored('foreignBounce', { isAutomatic: true });
  const found = { isAutomatic: true, incidentId: proof.incidentId, personId: proof.person.id };
  if (bounce.kind !== 'permanent') return ignored(bounce.kind === 'temporary' ? 'delayed' : 'deliveryReport', found);
  const isAboutThem = bounce.recipient === null || bounce.recipient === proof.person.email;
  if (!isAboutThem) return ignored('otherRecipient', found);
  return { ...(await undelivered(tx, bounce, proof)), ...found };
}

interface Proof {
  incidentId: string | null;
  person: Person;
}

async function proofOf(tx: Context, c: MailCase, bounce: Bounce): Promise<Proof | null> {
  const { sql } = tx.db;
  const { secretKey, mailReplyTo } = tx.settings;
  for (const id of bounce.returnedIds) {
    const proof = readMessageId(secretKey, id);
    const person = proof && (await findPerson(sql, proof.personId));
    if (person) return { person, incidentId: (await findIncident(sql, proof.subjectId))?.id ?? null };
  }
  const person = bounce.recipient ? await findPersonByEmail(sql, bounce.recipient) : null;
  for (const address of person ? recipientsOf(c) : []) {
    const token = readReplyAddress(mailReplyTo, address);
    const incident = token && (await findIncident(sql, token.number));
    if (!person || !token || !incident) continue;
    if (isReplySignature(secretKey, { subjectId: incident.id, personId: person.id }, token.signature))
      return { person, incidentId: incident.id };
  }
  return null;
}

/** Tells those who work on the incident that the person did not get it; an address that is no more is left alone from now on. */
async function undelivered(tx: Context, bounce: Bounce, { person, incidentId }: Proof): Promise<Verdict> {
  const isGone = isAddressGone(bounce.status);
  const found = { address: person.email, status: bounce.status, reason: bounce.diagnostic, notedAt: tx.clock() };
  const isNews = !isGone || (await noteUndeliverable(tx.db.sql, found));
  if (isNews && incidentId) {
    const body = `✉ ${person.name} <${person.email}>: ${bounce.status} ${bounce.diagnostic}`.trim();
    await addComment(tx, systemActor, incidentId, { body, visibility: 'internal', origin: 'automatic' });
  }
  return ignored(isGone ? 'undeliverable' : 'notDelivered');
}
