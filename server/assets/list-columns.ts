import type { Sql } from '../../db/connection.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { firstColumns, type ListColumn, listColumns } from './list-column-schemas.ts';

/** The columns that the actor chose for the list, in their order. */
export async function columnsOf(ctx: Context, actor: Actor): Promise<{ columns: ListColumn[] }> {
  const kept: string[] | undefined = (await rowsOf(ctx.db.sql).where({ personId: actor.id }).first())?.columns;
  // A column of a later release that was kept and is unknown after a way back is passed over.
  return {
    columns: kept ? listColumns.filter((name) => kept.includes(name)).sort((a, b) => kept.indexOf(a) - kept.indexOf(b)) : firstColumns,
  };
}

/** Keeps which columns the actor wants to see. */
export async function chooseColumns(ctx: Context, actor: Actor, columns: ListColumn[]): Promise<{ columns: ListColumn[] }> {
  await transact(ctx, async (tx) => {
    const row = { columnsJson: JSON.stringify(columns), updatedAt: tx.clock() };
    await rowsOf(tx.db.sql)
      .insert({ personId: actor.id, ...row })
      .onConflict('personId')
      .merge(row);
  });
  return { columns };
}

const rowsOf = (sql: Sql) => sql('assetListColumns');
