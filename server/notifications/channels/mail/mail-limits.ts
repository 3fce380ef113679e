import type { Sql } from '../../../../db/connection.ts';
import { transact } from '../../../../db/transaction.ts';
import type { Context } from '../../../platform/context.ts';
import { type Allowance, type MailLimit, takeMail } from './mail-limit.ts';

const minute = 60_000;

/** What the program sends by itself because somebody wrote, and how much of it one address, domain or incident may get. */
export const allowances = {
  /** The confirmation that a mail was received: few, and never two within a minute. */
  answer: { capacity: 3, refillMs: 60 * minute, restMs: minute },
  /** All confirmations to one foreign domain. */
  domain: { capacity: 60, refillMs: 10_000, restMs: 0 },
  /** What is passed on to one person from one incident. */
  relay: { capacity: 20, refillMs: 3 * minute, restMs: 0 },
  /** Reopening by mail. */
  reopen: { capacity: 3, refillMs: 8 * 60 * minute, restMs: minute },
} satisfies Record<string, Allowance>;

export type AllowanceName = keyof typeof allowances;

interface LimitRow extends MailLimit {
  name: string;
}

/** True when this one more is granted; that it was asked for is kept either way. One transaction with the caller's, if any. */
export async function takeAllowance(ctx: Context, name: AllowanceName, of: string): Promise<boolean> {
  return transact(ctx, async (tx) => {
    const key = `${name}:${of}`.slice(0, 500);
    const { sql } = tx.db;
    const found: LimitRow | undefined = await sql('mailLimits').where({ name: key }).forUpdate().first();
    const { limit, isAllowed } = takeMail(found ?? null, allowances[name], tx.clock());
    if (found) await sql('mailLimits').where({ name: key }).update(limit);
    else await sql('mailLimits').insert({ ...limit, name: key });
    return isAllowed;
  });
}

/** The limits that hold something back, the latest first. */
export async function trippedLimits(sql: Sql): Promise<LimitRow[]> {
  return sql('mailLimits').where('strikes', '>', 0).orderBy('triedAt', 'desc').limit(200);
}

/** Lets somebody start anew. */
export const forgetLimit = async (tx: Sql, name: string): Promise<boolean> => (await tx('mailLimits').where({ name }).delete()) > 0;

/** Deletes what has not been asked for a week. */
export const forgetOldLimits = (tx: Sql, before: Date): Promise<number> => tx('mailLimits').where('triedAt', '<', before).delete();
