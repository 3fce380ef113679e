import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { normalEmail } from '../people/person.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { seal } from '../platform/secret-box.ts';
import { pushSecretPurpose } from './channels/push/push-channel.ts';
import { codeHash, newCode } from './contact-code.ts';
import { type ContactMethod, mostContactMethods } from './contact-method.ts';
import type { newContactMethod } from './contact-schemas.ts';
import {
  deleteAtOthers,
  deleteContactMethod,
  findContactMethod,
  keepContactMethod,
  listContactMethods,
  updateContactMethod,
} from './contact-store.ts';
import { beginRules } from './rules-store.ts';
import { sendHidden } from './send-hidden.ts';
import { takeFrom } from './share.ts';

/** Codes go to addresses that others may own: five at once, then one in ten minutes. */
const codeLimit = { burst: 5, oneMoreMs: 600_000 };

/**
 * Enters a way to reach the actor. A browser's subscription shows by itself whose it is; to an address a code is sent, and
 * nothing else goes there before it was entered. The same address again asks for a new code.
 */
export async function addContactMethod(ctx: Context, actor: Actor, input: z.output<typeof newContactMethod>): Promise<ContactMethod> {
  if (input.channel === 'webhook' && !hasRole(actor, 'technician')) throw new Problem('forbidden', 'Webhooks are for technicians');
  return transact(ctx, async (tx) => {
    const personId = actor.id as string;
    const known = await listContactMethods(tx.db.sql, [personId]);
    const address = input.channel === 'mail' ? normalEmail(input.address) : input.address;
    const isKnown = known.find((one) => one.channel === input.channel && one.address === address);
    if (isKnown?.verifiedAt && input.channel !== 'push') throw invalid('/address', 'You have entered this address already');
    if (!isKnown && known.length >= mostContactMethods) throw new Problem('conflict', 'Remove one of your ways first');
    const method = methodOf(tx, personId, address, input);
    if (input.channel === 'push') await deleteAtOthers(tx.db.sql, method);
    const id = await keepContactMethod(tx.db.sql, method);
    await beginRules(tx.db.sql, personId, tx.clock());
    if (input.channel !== 'push') await sendCode(tx, actor, id);
    const detail = { channel: input.channel, ...(input.channel === 'mail' && { address }) };
    await recordAudit(tx, actor, { action: 'contactMethod.added', subjectType: 'person', subjectId: personId, detail });
    return (await findContactMethod(tx.db.sql, id)) as ContactMethod;
  });
}

function methodOf(tx: Context, personId: string, address: string, input: z.output<typeof newContactMethod>): ContactMethod {
  const now = tx.clock();
  const isPush = input.channel === 'push';
  return {
    id: newId(),
    personId,
    channel: input.channel,
    address,
    label: input.label,
    sealedSecret: isPush ? seal(tx.settings.secretKey, pushSecretPurpose, JSON.stringify(input.keys)) : null,
    codeHash: null,
    codeSentAt: null,
    codeTries: 0,
    verifiedAt: isPush ? now : null,
    lastSentAt: null,
    lastError: null,
    createdAt: now,
  };
}

/** Sends a new code to a way that is not verified yet; the one before ends. */
export async function sendCode(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const method = await ownMethod(tx, actor, id);
    if (method.verifiedAt) throw new Problem('conflict', 'This way is verified already');
    const now = tx.clock();
    if (!(await takeFrom(tx.db.sql, `code:${actor.id}`, codeLimit, now))) {
      throw new Problem('too_many_requests', 'Wait ten minutes before you ask for another code');
    }
    const code = newCode();
    await updateContactMethod(tx.db.sql, id, { codeHash: codeHash(tx, id, code), codeSentAt: now, codeTries: 0 });
    await sendHidden(tx, { kind: 'contact.code', data: { text: code }, method });
  });
}

/** Removes one of the actor's ways; rules that name it pass it over. */
export async function removeContactMethod(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { channel } = await ownMethod(tx, actor, id);
    await deleteContactMethod(tx.db.sql, id);
    await recordAudit(tx, actor, {
      action: 'contactMethod.removed',
      subjectType: 'person',
      subjectId: actor.id,
      detail: { channel },
    });
  });
}

/** A way of the actor's own; 404 for anybody else's. */
export async function ownMethod(tx: Context, actor: Actor, id: string): Promise<ContactMethod> {
  const method = await findContactMethod(tx.db.sql, id);
  if (method?.personId !== actor.id) throw notFound('contact method');
  return method as ContactMethod;
}
