import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId, newSecret, sha256 } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import { type ApiToken, insertApiToken } from './api-token-store.ts';
import { recordAudit } from './audit.ts';

export interface NewToken extends ApiToken {
  /** The token itself: shown this once, only its hash is kept. */
  token: string;
}

/** Makes an API token for a person; it can do what the person may, narrowed to its scopes, until it expires. */
export async function createToken(
  ctx: Context,
  actor: Actor,
  input: { personId: string; label: string; scopes?: string[]; expiresAt?: Date | null },
): Promise<NewToken> {
  const now = ctx.clock();
  if (input.expiresAt && input.expiresAt <= now) throw invalid('/expiresAt', 'must be in the future');
  const secret = `clt_${newSecret()}`;
  const token: ApiToken = {
    id: newId(),
    personId: input.personId,
    label: input.label,
    scopes: input.scopes ?? ['*'],
    createdAt: now,
    lastUsedAt: null,
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
  await transact(ctx, async (tx) => {
    await insertApiToken(tx.db.sql, { ...token, tokenHash: sha256(secret) });
    const detail = { label: token.label, scopes: token.scopes, expiresAt: token.expiresAt };
    await recordAudit(tx, actor, { action: 'apiToken.created', subjectType: 'person', subjectId: input.personId, detail });
  });
  return { ...token, token: secret };
}
