import type { Incident } from '../incidents/incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { subjectOfMessages } from '../notifications/channels/mail/known-messages.ts';
import { isReplySignature, readMessageId, readReplyAddress } from '../notifications/channels/mail/reply-proof.ts';
import type { Person } from '../people/person.ts';
import { findPerson, findPersonByEmail } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { type Verification, verify } from './authentication.ts';
import { normalAddress, readAddresses, withoutDetail } from './mime/addresses.ts';
import { fieldsOf } from './mime/header.ts';
import { personIdOfAddress } from './person-address-store.ts';
import { numberInSubject } from './subject.ts';
import { type MailCase, noteStep } from './verdict.ts';

export interface Sender {
  address: string;
  name: string;
  person: Person | null;
  verification: Verification;
  /** Verified by our mail server, or in possession of a proof that only this person was sent. */
  isTrusted: boolean;
}

/** The conversation that a mail belongs to, and what says so, the strongest first. */
export interface Thread {
  incident: Incident;
  by: 'proof' | 'message' | 'subject';
}

/**
 * Who wrote: the From address alone gives an identity, never Reply-To or a name. Known by their own address, a further one
 * of theirs, or theirs with something after a plus.
 */
export async function identifySender(tx: Context, c: MailCase): Promise<{ sender: Sender | null; thread: Thread | null }> {
  const from = c.mail.from.find(({ address }) => address !== '');
  if (!from) {
    noteStep(c, 'sender', 'none');
    return { sender: null, thread: await findThread(tx, c, null).then(({ thread }) => thread) };
  }
  const person = await personOf(tx, from.address);
  const isAmbiguous = c.mail.from.length > 1;
  const found = isAmbiguous
    ? { verification: 'none' as const, sign: 'severalSenders' }
    : verify(c.mail.fields, c.policy.authServers, from.address);
  noteStep(c, 'authenticated', found.verification, found.sign);
  const { thread, isProven } = await findThread(tx, c, person);
  const isTrusted = found.verification === 'pass' || (isProven && found.verification !== 'fail' && !isAmbiguous);
  noteStep(c, 'sender', person ? 'known' : 'unknown', person ? `${person.name} (${from.address})` : from.address);
  return { sender: { address: from.address, name: from.name, person, verification: found.verification, isTrusted }, thread };
}

async function personOf(tx: Context, address: string): Promise<Person | null> {
  const { sql } = tx.db;
  const plain = withoutDetail(address);
  for (const one of plain ? [address, plain] : [address]) {
    const own = await findPersonByEmail(sql, one);
    if (own) return own;
    const other = await personIdOfAddress(sql, one);
    if (other) return findPerson(sql, other);
  }
  return null;
}

/** Where it belongs. Proven is a sender who answers a mail that was sent to this very person. */
async function findThread(tx: Context, c: MailCase, person: Person | null): Promise<{ thread: Thread | null; isProven: boolean }> {
  const { secretKey } = tx.settings;
  const ids = [...c.mail.inReplyTo, ...c.mail.references.toReversed()];
  const proofs = ids.map((id) => readMessageId(secretKey, id)).filter((proof) => proof !== null);
  const proven = proofs.find(({ personId }) => personId === person?.id) ?? proofs[0];
  const byProof = proven && (await findIncident(tx.db.sql, proven.subjectId));
  if (byProof) return found(c, byProof, 'proof', proven.personId === person?.id);
  const byAddress = await incidentOfAddress(tx, c, person);
  if (byAddress) return found(c, byAddress.incident, 'proof', byAddress.isProven);
  const subjectId = ids.length > 0 ? await subjectOfMessages(tx.db.sql, ids) : null;
  const byMessage = subjectId && (await findIncident(tx.db.sql, subjectId));
  if (byMessage) return found(c, byMessage, 'message', false);
  const number = numberInSubject(c.mail.subject);
  const bySubject = number && (await findIncident(tx.db.sql, number));
  if (bySubject) return found(c, bySubject, 'subject', false);
  noteStep(c, 'thread', 'none');
  return { thread: null, isProven: false };
}

function found(c: MailCase, incident: Incident, by: Thread['by'], isProven: boolean): { thread: Thread; isProven: boolean } {
  noteStep(c, 'thread', isProven ? 'proven' : by, `INC-${incident.number}`);
  return { thread: { incident, by }, isProven };
}

/** All addresses that it was sent to, also those that only the envelope and the mail server know. */
export function recipientsOf({ row, mail }: MailCase): string[] {
  const delivered = [
    ...fieldsOf(mail.fields, 'delivered-to'),
    ...fieldsOf(mail.fields, 'x-original-to'),
    ...fieldsOf(mail.fields, 'envelope-to'),
  ];
  const all = [
    ...row.envelopeTo.map(normalAddress),
    ...[...mail.to, ...mail.cc, ...delivered.flatMap(readAddresses)].map(({ address }) => address),
  ];
  return [...new Set(all)].filter((address) => address !== '').slice(0, 200);
}

async function incidentOfAddress(
  tx: Context,
  c: MailCase,
  person: Person | null,
): Promise<{ incident: Incident; isProven: boolean } | null> {
  for (const address of recipientsOf(c)) {
    const token = readReplyAddress(tx.settings.mailReplyTo, address);
    const incident = token && (await findIncident(tx.db.sql, token.number));
    if (!token || !incident) continue;
    const isProven =
      person !== null && isReplySignature(tx.settings.secretKey, { subjectId: incident.id, personId: person.id }, token.signature);
    // An address that was made for somebody else proves nothing about this sender, nor where they belong.
    if (isProven) return { incident, isProven };
  }
  return null;
}
