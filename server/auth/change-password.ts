import { verify } from '@node-rs/argon2';
import { transact } from '../../db/transaction.ts';
import { changePerson } from '../people/change-person.ts';
import { passwordHashOf } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import { recordAudit } from './audit.ts';
import { deleteSessionsOf } from './session-store.ts';

/** Changes the actor's own password; every other session of theirs ends with it. */
export async function changePassword(
  ctx: Context,
  actor: Actor,
  input: { currentPassword: string; newPassword: string },
  sessionToken: string | null,
): Promise<void> {
  const personId = actor.id as string;
  const hash = await passwordHashOf(ctx.db.sql, personId);
  if (!hash || !(await verify(hash, input.currentPassword))) throw invalid('/currentPassword', 'is not your password');
  await transact(ctx, async (tx) => {
    await changePerson(tx, personId, { password: input.newPassword }, null);
    await deleteSessionsOf(tx.db.sql, personId, sessionToken ? sha256(sessionToken) : '');
    await recordAudit(tx, actor, { action: 'person.passwordChanged', subjectType: 'person', subjectId: personId });
  });
}
