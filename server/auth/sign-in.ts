import { verify } from '@node-rs/argon2';
import { transact } from '../../db/transaction.ts';
import { hashPassword } from '../people/create-person.ts';
import { asActor, type Person } from '../people/person.ts';
import { findPersonByEmail, passwordHashOf } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { newSecret, sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { recordAudit } from './audit.ts';
import { sessionLifeMs } from './session.ts';
import { deleteSession, insertSession } from './session-store.ts';

export interface SignedIn {
  person: Person;
  /** Goes into the cookie; only its hash is kept. */
  token: string;
}

let decoy: Promise<string> | null = null;

/** Takes the time of a real check, so that the answer does not tell whether the address exists. */
async function checkPassword(hash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(newSecret());
  const isRight = await verify(hash ?? (await decoy), password);
  return hash !== null && isRight;
}

/** Opens a session for the person with this address and password; 401 that tells nothing more otherwise. */
export async function signIn(
  ctx: Context,
  input: { email: string; password: string },
  client: { userAgent: string | null; address: string | null },
): Promise<SignedIn> {
  const person = await findPersonByEmail(ctx.db.sql, input.email);
  const hash = person?.isActive ? await passwordHashOf(ctx.db.sql, person.id) : null;
  if (!(await checkPassword(hash, input.password)) || !person) throw new Problem('sign_in_failed');
  return openSession(ctx, person, client);
}

/** Opens a session for a person whose identity was proved by other means. */
export async function openSession(
  ctx: Context,
  person: Person,
  client: { userAgent: string | null; address: string | null },
): Promise<SignedIn> {
  const token = newSecret();
  const now = ctx.clock();
  await transact(ctx, async (tx) => {
    const expiresAt = new Date(now.getTime() + sessionLifeMs);
    await insertSession(tx.db.sql, {
      tokenHash: sha256(token),
      personId: person.id,
      ...client,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    });
    await recordAudit(tx, asActor(person, []), {
      action: 'session.opened',
      subjectType: 'person',
      subjectId: person.id,
      detail: { ...client },
    });
  });
  return { person, token };
}

/** Ends the session of this token; there being none is fine. */
export async function signOut(ctx: Context, token: string): Promise<void> {
  await transact(ctx, (tx) => deleteSession(tx.db.sql, sha256(token)));
}
