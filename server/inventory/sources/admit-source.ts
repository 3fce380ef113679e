import { timingSafeEqual } from 'node:crypto';
import type { Database } from '../../../db/connection.ts';
import type { Context } from '../../platform/context.ts';
import { sha256 } from '../../platform/ids.ts';
import type { InventorySource } from './inventory-source.ts';
import { findSourceByUsername } from './source-store.ts';

/** Who knocks: a source, somebody who says nothing of himself, or somebody with a wrong word. */
export type Admission =
  | { kind: 'source'; source: InventorySource }
  | { kind: 'silent' }
  | { kind: 'refused'; username: string; reason: string; isTooOften: boolean };

/**
 * Lets a source in by HTTP Basic. The password is a long random text, so one fast hash is compared, and agents that send
 * a message without it first, as they all do, cost nothing and are not counted.
 */
export async function admitSource(ctx: Context, authorization: string | undefined, address: string): Promise<Admission> {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]{1,1000})\s*$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return { kind: 'silent' };
  const [, username = '', password = ''] = /^([^:]{0,200}):([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const source = isName(username) ? await findSourceByUsername(ctx.db.sql, username) : null;
  const isRight = isSame(sha256(password), source?.passwordHash ?? sha256('')) && source !== null;
  if (isRight && source.isActive) return { kind: 'source', source };
  const reason = isRight ? 'The source is not active' : 'The user name or the password is wrong';
  const shown = isName(username) ? username : '?';
  return { kind: 'refused', username: shown, reason, isTooOften: isTooOften(ctx, `${address}|${shown}`) };
}

// PostgreSQL refuses what is no text.
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const isName = (username: string): boolean => username !== '' && !/[\u0000-\u001f\u007f\ufffd]/.test(username);

const isSame = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

const minuteMs = 60_000;
const mostAMinute = 20;
const counters = new WeakMap<Database, Map<string, { since: number; count: number }>>();

/**
 * Counts wrong passwords of an address and user name. Whoever has the right one is let in all the same: behind one
 * address there may be a whole site, of which one machine has an old password.
 */
function isTooOften(ctx: Context, key: string): boolean {
  const now = ctx.clock().getTime();
  const failures = counters.get(ctx.db) ?? new Map<string, { since: number; count: number }>();
  counters.set(ctx.db, failures);
  const known = failures.get(key);
  const entry = known && now - known.since < minuteMs ? known : { since: now, count: 0 };
  entry.count += 1;
  failures.delete(key);
  failures.set(key, entry);
  // The oldest go first; whoever tries ten thousand names is counted by the last of them.
  if (failures.size > 10_000) failures.delete(failures.keys().next().value as string);
  return entry.count > mostAMinute;
}
