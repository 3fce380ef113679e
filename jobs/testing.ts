import type { Knex } from 'knex';
import { complete, enqueue } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import type { Context } from '../server/platform/context.ts';
import type { Handler, Handlers } from './handlers.ts';

/** A ledger beside the product's tables: what was done, each time that it was done. */
export async function makeLedger(writer: Knex): Promise<void> {
  await writer.schema.dropTableIfExists('ledger');
  await writer.schema.createTable('ledger', (t) => {
    t.text('entry').notNullable();
    t.bigInteger('done_ms').notNullable();
  });
}

/** A state job for tests: writes the incident's id into the ledger in the transaction that completes its row. */
export const writeLedger: Handler<'escalation.step'> = (ctx, { incidentId }, rowId) =>
  transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await tx.db.sql('ledger').insert({ entry: incidentId, doneMs: Date.now() });
  });

export const ledgerHandlers: Partial<Handlers> = { 'escalation.step': writeLedger };

/** Asks for a line in the ledger at an instant. */
export const arm = (ctx: Context, entry: string, runAt = ctx.clock()): Promise<string> =>
  transact(ctx, (tx) => enqueue(tx.db.sql, { job: 'escalation.step', payload: { incidentId: entry }, runAt, now: ctx.clock() }));

/** Asks for many lines in one transaction. */
export const armMany = (ctx: Context, entries: string[], runAt: (index: number) => Date): Promise<void> =>
  transact(ctx, async (tx) => {
    for (const [i, incidentId] of entries.entries()) {
      await enqueue(tx.db.sql, { job: 'escalation.step', payload: { incidentId }, runAt: runAt(i), now: ctx.clock() });
    }
  });

export async function ledgerOf(ctx: Context): Promise<string[]> {
  return (await ctx.db.sql('ledger').orderBy('doneMs')).map((row: { entry: string }) => row.entry);
}

export const rowsLeft = async (ctx: Context): Promise<number> => Number((await ctx.db.sql('outbox').count({ n: '*' }))[0]?.n ?? 0);

/** Asks again until it is so; these tests watch real queues and processes, which no fake clock moves. */
export async function eventually(what: string, isSo: () => Promise<boolean>, limitMs = 50_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
