import type { Sql } from '../../db/connection.ts';
import type { Role } from '../platform/actor.ts';

/** The holder of a credential, as much as every request needs to know. */
export interface Holder {
  id: string;
  name: string;
  role: Role;
  isActive: boolean;
  supportGroupIds: string[];
}

export interface TokenIdentity {
  tokenId: string;
  scopes: string[];
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  holder: Holder;
}

export interface SessionIdentity {
  lastSeenAt: Date;
  expiresAt: Date;
  holder: Holder;
}

const holderColumns = ['people.id as personId', 'people.name', 'people.role', 'people.isActive', 'supportGroupMembers.supportGroupId'];

type Row = { personId: string; name: string; role: Role; isActive: boolean; supportGroupId: string | null };

/** One row for each of the holder's groups, or a single one without: what every request asks is asked in one query. */
function holderOf(rows: Row[]): Holder {
  const { personId, name, role, isActive } = rows[0] as Row;
  return { id: personId, name, role, isActive, supportGroupIds: rows.flatMap(({ supportGroupId }) => supportGroupId ?? []) };
}

/** The API token with this hash, revoked and expired ones too, with its holder; null when there is none. */
export async function findTokenIdentity(sql: Sql, tokenHash: string): Promise<TokenIdentity | null> {
  const rows = await sql('apiTokens')
    .join('people', 'people.id', 'apiTokens.personId')
    .leftJoin('supportGroupMembers', 'supportGroupMembers.personId', 'people.id')
    .where('apiTokens.tokenHash', tokenHash)
    .select('apiTokens.id as tokenId', 'apiTokens.scopesJson', 'apiTokens.lastUsedAt', 'apiTokens.expiresAt', 'apiTokens.revokedAt')
    .select(holderColumns);
  if (rows.length === 0) return null;
  const { tokenId, scopes, lastUsedAt, expiresAt, revokedAt } = rows[0];
  return { tokenId, scopes, lastUsedAt, expiresAt, revokedAt, holder: holderOf(rows) };
}

/** The session whose token has this hash, an expired one too, with its holder; null when there is none. */
export async function findSessionIdentity(sql: Sql, tokenHash: string): Promise<SessionIdentity | null> {
  const rows = await sql('sessions')
    .join('people', 'people.id', 'sessions.personId')
    .leftJoin('supportGroupMembers', 'supportGroupMembers.personId', 'people.id')
    .where('sessions.tokenHash', tokenHash)
    .select('sessions.lastSeenAt', 'sessions.expiresAt')
    .select(holderColumns);
  if (rows.length === 0) return null;
  const { lastSeenAt, expiresAt } = rows[0];
  return { lastSeenAt, expiresAt, holder: holderOf(rows) };
}
