import type { Sql } from '../../../db/connection.ts';
import type { TagSequence } from './tag-sequence.ts';

/** The sequence with this id, or null. */
export async function findSequence(sql: Sql, id: string): Promise<TagSequence | null> {
  return (await sql('assetTagSequences').where({ id }).first()) ?? null;
}

/** All sequences in the order in which they are tried. */
export async function listSequences(sql: Sql): Promise<TagSequence[]> {
  return sql('assetTagSequences').orderBy(['position', 'id']).limit(500);
}

export async function insertSequence(tx: Sql, sequence: TagSequence): Promise<void> {
  await tx('assetTagSequences').insert(sequence);
}

/** Changes a sequence that still has the version before; answers false when somebody was faster. */
export async function updateSequence(tx: Sql, { id, createdAt: _, ...sequence }: TagSequence): Promise<boolean> {
  const count = await tx('assetTagSequences')
    .where({ id, version: sequence.version - 1 })
    .update(sequence);
  return count === 1;
}

export async function deleteSequence(tx: Sql, id: string): Promise<void> {
  await tx('assetTagSequences').where({ id }).delete();
}

/** What a counter says now, 0 before its first number. */
export async function counterValue(sql: Sql, name: string): Promise<number> {
  const row = await sql('counters').select('value').where({ name }).first();
  return Number(row?.value ?? 0);
}
