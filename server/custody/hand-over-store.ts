import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Language } from '../people/person.ts';
import { type Direction, type HandOver, type HandOverItem, parseHandOverNumber } from './hand-over.ts';

const byIdOrNumber = (idOrNumber: string) => {
  const number = parseHandOverNumber(idOrNumber);
  return number === null ? { id: idOrNumber } : { number };
};

/** The hand-over with this id or number, or null. */
export async function findHandOver(sql: Sql, idOrNumber: string): Promise<HandOver | null> {
  return (await sql('handOvers').where(byIdOrNumber(idOrNumber)).first()) ?? null;
}

/** The same, held until the transaction ends. */
export async function lockHandOver(tx: Sql, idOrNumber: string): Promise<HandOver | null> {
  return (await tx('handOvers').where(byIdOrNumber(idOrNumber)).forUpdate().first()) ?? null;
}

/** What each of these hand-overs is about, by hand-over. */
export async function itemsOfHandOvers(sql: Sql, ids: string[]): Promise<Map<string, HandOverItem[]>> {
  const items = new Map<string, HandOverItem[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return items;
  const rows: HandOverItem[] = await sql('handOverItems').whereIn('handOverId', ids).orderBy(['handOverId', 'position']);
  for (const row of rows) items.get(row.handOverId)?.push(row);
  return items;
}

export async function insertHandOver(tx: Sql, { signature, ...handOver }: HandOver, items: HandOverItem[]): Promise<void> {
  await tx('handOvers').insert({ ...handOver, signatureJson: signature && JSON.stringify(signature) });
  await tx('handOverItems').insert(items);
}

/** Changes a hand-over that the transaction holds. */
export async function updateHandOver(tx: Sql, handOver: HandOver, changes: Partial<HandOver>): Promise<HandOver> {
  const after = { ...handOver, ...changes, version: handOver.version + 1 };
  const { signature, ...row } = { ...changes, version: after.version };
  await tx('handOvers')
    .where({ id: handOver.id })
    .update({ ...row, ...(signature && { signatureJson: JSON.stringify(signature) }) });
  return after;
}

export async function insertPaper(tx: Sql, handOverId: string, pdf: Buffer, pdfHash: string): Promise<void> {
  await tx('handOverPapers').insert({ handOverId, pdf, pdfHash });
}

/** The paper of a signed hand-over: the very bytes that were made when it was signed. */
export async function findPaper(sql: Sql, handOverId: string): Promise<{ pdf: Buffer; pdfHash: string } | null> {
  return (await sql('handOverPapers').where({ handOverId }).first()) ?? null;
}

/** Those that wait for a signature and whose next reminder is due. */
export async function dueForReminder(sql: Sql, now: Date, limit: number): Promise<Array<Pick<HandOver, 'id'>>> {
  return sql('handOvers').select('id').where({ state: 'waiting' }).where('remindAt', '<=', now).orderBy('remindAt').limit(limit);
}

/** Hand-overs to page through: of a person, about an asset, in a state. */
export function handOvers(
  sql: Sql,
  filter: { personId?: string | undefined; assetId?: string | undefined; state?: string | undefined },
): Knex.QueryBuilder {
  const query = sql('handOvers').select('*');
  if (filter.personId) query.where({ personId: filter.personId });
  if (filter.state) query.where({ state: filter.state });
  if (filter.assetId) query.whereIn('id', sql('handOverItems').select('handOverId').where({ assetId: filter.assetId }));
  return query;
}

/** What the installation says instead of the program's text, with its version; null when nothing was changed. */
export async function findText(sql: Sql, direction: Direction, language: Language): Promise<{ body: string; version: number } | null> {
  return (await sql('handOverTexts').select('body', 'version').where({ direction, language }).first()) ?? null;
}

/** Keeps a text; answers false when somebody was faster. */
export async function saveText(tx: Sql, direction: Direction, language: Language, body: string, version: number): Promise<boolean> {
  const next = { direction, language, body, version: version + 1 };
  if (version === 0)
    return (await tx('handOverTexts').insert(next).onConflict(['direction', 'language']).ignore().returning('version')).length === 1;
  return (await tx('handOverTexts').where({ direction, language, version }).update(next)) === 1;
}
