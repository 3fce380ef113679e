import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { ownMethod } from './add-contact-method.ts';
import { isCode } from './contact-code.ts';
import { type ContactMethod, codeLivesMs, mostCodeTries } from './contact-method.ts';
import { updateContactMethod } from './contact-store.ts';

/** Takes the code that was sent to a way: from now on messages go there. Five wrong ones, or half an hour, end a code. */
export async function verifyContactMethod(ctx: Context, actor: Actor, id: string, code: string): Promise<ContactMethod> {
  const verified = await transact(ctx, async (tx) => {
    const method = await ownMethod(tx, actor, id);
    if (method.verifiedAt) return method;
    const now = tx.clock();
    const isOver = !method.codeHash || !method.codeSentAt || now.getTime() - method.codeSentAt.getTime() > codeLivesMs;
    if (isOver || method.codeTries >= mostCodeTries) throw new Problem('conflict', 'This code has ended: ask for another one');
    if (!isCode(tx, id, code, method.codeHash as string)) {
      await updateContactMethod(tx.db.sql, id, { codeTries: method.codeTries + 1 });
      return null;
    }
    await updateContactMethod(tx.db.sql, id, { verifiedAt: now, codeHash: null, codeTries: 0 });
    return { ...method, verifiedAt: now };
  });
  // Thrown outside, so that the wrong try stays counted.
  if (!verified) throw invalid('/code', 'This is not the code');
  return verified;
}
