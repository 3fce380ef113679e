import type { Sql } from '../../db/connection.ts';

export interface Session {
  tokenHash: string;
  personId: string;
  userAgent: string | null;
  address: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export async function insertSession(tx: Sql, session: Session): Promise<void> {
  await tx('sessions').insert(session);
}

export async function extendSession(tx: Sql, tokenHash: string, lastSeenAt: Date, expiresAt: Date): Promise<void> {
  await tx('sessions').where({ tokenHash }).update({ lastSeenAt, expiresAt });
}

export async function deleteSession(tx: Sql, tokenHash: string): Promise<void> {
  await tx('sessions').where({ tokenHash }).delete();
}

/** Signs a person out everywhere, but for the session to be kept. */
export async function deleteSessionsOf(tx: Sql, personId: string, keepTokenHash = ''): Promise<void> {
  await tx('sessions').where({ personId }).whereNot({ tokenHash: keepTokenHash }).delete();
}

export async function deleteExpiredSessions(tx: Sql, now: Date): Promise<number> {
  return tx('sessions').where('expiresAt', '<=', now).delete();
}
