import type { Sql } from '../../db/connection.ts';

export interface ApiToken {
  id: string;
  personId: string;
  label: string;
  scopes: string[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

const columns = ['id', 'personId', 'label', 'scopesJson', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'];

export async function insertApiToken(tx: Sql, token: ApiToken & { tokenHash: string }): Promise<void> {
  const { scopes, ...row } = token;
  await tx('apiTokens').insert({ ...row, scopesJson: JSON.stringify(scopes) });
}

export async function listApiTokens(sql: Sql, personId: string): Promise<ApiToken[]> {
  return sql('apiTokens').select(columns).where({ personId, revokedAt: null }).orderBy('createdAt', 'desc').limit(200);
}

export async function markApiTokenUsed(tx: Sql, id: string, at: Date): Promise<void> {
  await tx('apiTokens').where({ id }).update({ lastUsedAt: at });
}

/** Revokes one token of this person; answers false when there was none to revoke. */
export async function revokeApiToken(tx: Sql, id: string, personId: string, at: Date): Promise<boolean> {
  return (await tx('apiTokens').where({ id, personId, revokedAt: null }).update({ revokedAt: at })) > 0;
}
