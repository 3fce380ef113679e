import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Kit, KitHandOut } from './kit.ts';
import type { KitHandOutQuery } from './kit-schemas.ts';

const written = ({ lines, ...kit }: Kit): Record<string, unknown> => ({
  ...kit,
  nameKey: nameKey(kit.name),
  linesJson: JSON.stringify(lines),
});
const read = ({ nameKey: _, ...kit }: Kit & { nameKey: string }): Kit => kit;

/** Every kit by name; a company has a dozen. */
export async function listKits(sql: Sql): Promise<Kit[]> {
  return (await sql('kits').orderBy('nameKey').limit(500)).map(read);
}

export async function findKit(sql: Sql, id: string): Promise<Kit | null> {
  const row = await sql('kits').where({ id }).first();
  return row ? read(row) : null;
}

export async function insertKit(tx: Sql, kit: Kit): Promise<void> {
  await tx('kits').insert(written(kit));
}

/** Changes a kit that still has this version; answers false when somebody was faster. */
export async function updateKit(tx: Sql, kit: Kit): Promise<boolean> {
  const count = await tx('kits')
    .where({ id: kit.id, version: kit.version - 1 })
    .update(written(kit));
  return count === 1;
}

export async function deleteKit(tx: Sql, id: string): Promise<void> {
  await tx('kits').where({ id }).delete();
}

export async function insertHandOut(tx: Sql, { contents, ...handOut }: KitHandOut): Promise<void> {
  await tx('kitHandOuts').insert({ ...handOut, contentsJson: JSON.stringify(contents) });
}

export async function findHandOut(sql: Sql, id: string): Promise<KitHandOut | null> {
  return (await sql('kitHandOuts').where({ id }).first()) ?? null;
}

/** Notes that a kit is back; answers false when it was already. */
export async function markReturned(tx: Sql, id: string, returnedAt: Date): Promise<boolean> {
  return (await tx('kitHandOuts').where({ id }).whereNull('returnedAt').update({ returnedAt })) === 1;
}

/** True once a kit was handed out. */
export const wasHandedOut = async (sql: Sql, kitId: string): Promise<boolean> =>
  (await sql('kitHandOuts').select('id').where({ kitId }).first()) !== undefined;

/** A page of hand-outs, latest first. */
export async function listHandOuts(sql: Sql, query: KitHandOutQuery): Promise<{ items: KitHandOut[]; nextCursor: string | null }> {
  const rows = sql('kitHandOuts').limit(query.limit + 1);
  if (query.kitId) rows.where({ kitId: query.kitId });
  if (query.holderId) rows.where({ holderId: query.holderId });
  afterCursor(rows, [{ column: 'id', direction: 'desc' }], query.cursor);
  return toPage((await rows) as KitHandOut[], query.limit, ({ id }) => [id]);
}
