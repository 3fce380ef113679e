import type { Sql } from '../../db/connection.ts';
import type { Channel, Urgency } from './notification.ts';

/** How much may go out at once, and after how long one more may. */
export interface Limit {
  burst: number;
  oneMoreMs: number;
}

/** A bucket after the time since its last refill, before anything is taken. */
export function refilled(tokens: number, sinceMs: number, { burst, oneMoreMs }: Limit): number {
  return Math.min(burst, tokens + Math.max(0, sinceMs) / oneMoreMs);
}

export const personalBucket = (recipientId: string, channel: Channel, urgency: Urgency): string => `${urgency}:${channel}:${recipientId}`;
export const commonBucket = (channel: Channel): string => `all:${channel}`;

/**
 * Takes one from a bucket that is kept in the database, so that any number of workers share it: the row is locked until
 * the transaction ends. Answers false, and takes nothing, when it is empty.
 */
export async function takeFrom(tx: Sql, name: string, limit: Limit, now: Date): Promise<boolean> {
  const fresh = { name, tokens: limit.burst, refilledAt: now };
  await tx('deliveryBuckets').insert(fresh).onConflict('name').merge({ name });
  const bucket: { tokens: number; refilledAt: Date } = await tx('deliveryBuckets').where({ name }).first();
  const tokens = refilled(bucket.tokens, now.getTime() - bucket.refilledAt.getTime(), limit);
  // Thousandths are lost where a database keeps less of a number than a program does.
  if (tokens < 0.999) return false;
  await tx('deliveryBuckets')
    .where({ name })
    .update({ tokens: Math.max(0, tokens - 1), refilledAt: now, takenAt: now });
  return true;
}

/** When something was last taken from each of these buckets; from those left out, never. */
export async function lastTaken(sql: Sql, names: string[]): Promise<Map<string, Date>> {
  const rows: Array<{ name: string; takenAt: Date | null }> = await sql('deliveryBuckets').select('name', 'takenAt').whereIn('name', names);
  return new Map(rows.flatMap(({ name, takenAt }) => (takenAt ? [[name, takenAt] as const] : [])));
}

/** Forgets buckets that nobody took from for long: they are full again. */
export async function forgetFullBuckets(tx: Sql, before: Date): Promise<void> {
  await tx('deliveryBuckets').where('refilledAt', '<', before).delete();
}
