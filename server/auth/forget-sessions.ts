import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { deleteExpiredSessions } from './session-store.ts';

/** Forgets sessions whose time is over; they were worth nothing already. */
export const forgetExpiredSessions = (ctx: Context): Promise<number> => transact(ctx, (tx) => deleteExpiredSessions(tx.db.sql, tx.clock()));
