import type { Sql } from '../../db/connection.ts';
import type { Texts } from './macro.ts';

/** Words that technicians use again and again; found in the composer by `/` and their shortcut. */
export interface CannedAnswer {
  id: string;
  name: string;
  shortcut: string;
  /** Null: for every support group. */
  supportGroupId: string | null;
  texts: Texts;
  version: number;
  createdAt: Date;
}

/** Canned answers by name: those of these support groups and those of all; or every one. */
export async function listCanned(sql: Sql, supportGroupIds: readonly string[] | null): Promise<CannedAnswer[]> {
  const query = sql('cannedAnswers').orderBy(['name', 'id']).limit(1000);
  if (supportGroupIds) query.where((any) => void any.whereNull('supportGroupId').orWhereIn('supportGroupId', [...supportGroupIds]));
  return query;
}

export async function findCanned(sql: Sql, id: string): Promise<CannedAnswer | null> {
  return (await sql('cannedAnswers').where({ id }).first()) ?? null;
}

export async function findCannedByShortcut(sql: Sql, shortcut: string): Promise<CannedAnswer | null> {
  return (await sql('cannedAnswers').where({ shortcut }).first()) ?? null;
}

export async function insertCanned(tx: Sql, { texts, ...answer }: CannedAnswer): Promise<void> {
  await tx('cannedAnswers').insert({ ...answer, textsJson: JSON.stringify(texts) });
}

/** Changes a canned answer that still has this version; false when somebody was faster. */
export async function updateCanned(tx: Sql, id: string, version: number, { texts, ...changes }: Partial<CannedAnswer>): Promise<boolean> {
  const written = { ...changes, ...(texts && { textsJson: JSON.stringify(texts) }), version: version + 1 };
  return (await tx('cannedAnswers').where({ id, version }).update(written)) === 1;
}

export async function deleteCanned(tx: Sql, id: string): Promise<void> {
  await tx('cannedAnswers').where({ id }).delete();
}
