import { addPerson } from '../auth/administer-people.ts';
import type { Person } from '../people/person.ts';
import { newPerson } from '../people/person-schemas.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Sender } from './identify-sender.ts';
import { languageOf } from './language.ts';
import { domainOf } from './mime/addresses.ts';
import { type MailCase, noteStep } from './verdict.ts';

/**
 * Makes a person of a sender whom nobody knows, or answers why not. They can be written to and follow what they asked; they
 * cannot sign in. A domain of ours is believed only as far as our mail server vouches for it.
 */
export async function admitUnknown(tx: Context, c: MailCase, sender: Sender, { isForced = false } = {}): Promise<Person | string> {
  const { acceptedDomains, unknownSenders, authServers } = c.policy;
  const isOurs = acceptedDomains.includes(domainOf(sender.address));
  if (!isForced) {
    if (isOurs && authServers.length > 0 && sender.verification !== 'pass') return 'unverifiedEmployee';
    if (!isOurs && unknownSenders === 'quarantine') return 'unknownSender';
  }
  const wish = newPerson.safeParse({
    email: sender.address,
    name: nameOf(sender),
    language: languageOf(c.mail.text),
    timeZone: zoneHere(),
  });
  if (!wish.success) return 'senderNotUsable';
  const person = await addPerson(tx, systemActor, wish.data);
  noteStep(c, 'person', 'created', person.email);
  return person;
}

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The name that they give themselves, unless it is made to look like another address. */
function nameOf({ name, address }: Sender): string {
  const clean = name.replace(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '').trim();
  return clean && !clean.includes('@') ? clean.slice(0, 200) : (address.split('@')[0] as string);
}
