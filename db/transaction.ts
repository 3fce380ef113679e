import type { Knex } from 'knex';
import type { Database, OpenDatabase } from './connection.ts';
import { type OutboxTouch, touchOf } from './outbox.ts';

const maxTries = 4;

/**
 * Runs work in one write transaction: all of it is kept or none. Called inside a transaction it joins that one, so use
 * cases can call each other. The work may be run again when the database asks for it (PostgreSQL deadlock or
 * serialisation failure), therefore it touches nothing but the database; effects go to `db.afterCommit`.
 */
export async function transact<C extends { db: Database }, T>(ctx: C, work: (tx: C) => Promise<T>): Promise<T> {
  if (ctx.db.inTransaction) return work(ctx);
  const open = ctx.db as OpenDatabase;
  for (let attempt = 1; ; attempt += 1) {
    const effects: Array<() => void> = [];
    // A database that undid the transaction by itself (SQLite when the disk is full) fails the ROLLBACK as well: what
    // went wrong is the first error, not that one.
    let cause: unknown;
    let touch: OutboxTouch | null = null;
    try {
      const result = await open.writer.transaction(async (trx) => {
        try {
          return await work({ ...ctx, db: joined(open, trx, effects) });
        } catch (error) {
          cause = error;
          throw error;
        } finally {
          touch = touchOf(trx);
        }
      });
      for (const effect of effects) effect();
      for (const listener of open.commitListeners) listener();
      if (touch) for (const listener of open.outboxListeners) listener(touch);
      return result;
    } catch (error) {
      const reason = cause ?? error;
      if (attempt >= maxTries || !open.dialect.isRetryable(reason)) throw reason;
    }
  }
}

/**
 * Runs a part of a transaction that may fail by itself: when it throws, all that it wrote is undone and the rest of the
 * transaction goes on. Its effects happen only if both are kept.
 */
export async function attempt<C extends { db: Database }, T>(tx: C, work: (part: C) => Promise<T>): Promise<T> {
  if (!tx.db.inTransaction) throw new Error('attempt belongs into a transaction');
  const effects: Array<() => void> = [];
  const result = await tx.db.sql.transaction((trx) =>
    work({ ...tx, db: { ...tx.db, sql: trx, afterCommit: (effect: () => void) => void effects.push(effect) } }),
  );
  for (const effect of effects) tx.db.afterCommit(effect);
  return result;
}

function joined(open: OpenDatabase, trx: Knex.Transaction, effects: Array<() => void>): Database {
  return {
    dialect: open.dialect,
    sql: trx,
    inTransaction: true,
    afterCommit: (effect) => void effects.push(effect),
  };
}
