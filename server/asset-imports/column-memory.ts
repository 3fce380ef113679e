import { createHash } from 'node:crypto';
import type { Sql } from '../../db/connection.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { fieldsOf } from './import-columns.ts';
import type { ImportQuery, SubjectName } from './import-schemas.ts';
import { subjects } from './subjects.ts';

export interface ReadColumns {
  /** The fields that columns of such a list may fill. */
  choices: string[];
  fields: Array<string | null>;
  /** True when somebody said of such a file before what its columns mean. */
  isRemembered: boolean;
}

/**
 * What the columns of a file mean: as the caller says, else as was said of a file with the same headers, else by their
 * names. 422 for a field that such a list does not have.
 */
export async function readColumns(
  sql: Sql,
  headers: string[],
  { subject, columns }: Pick<ImportQuery, 'subject' | 'columns'>,
): Promise<ReadColumns> {
  const synonyms = await synonymsOf(sql, subject);
  const choices = Object.keys(synonyms);
  if (Array.isArray(columns)) {
    if (columns.length !== headers.length) throw invalid('/columns', `The file has ${headers.length} columns`);
    const stranger = columns.find((field) => field !== null && !(field in synonyms));
    if (stranger) throw invalid('/columns', `There is no field “${stranger}”`);
    return { fields: columns, choices, isRemembered: false };
  }
  const known = columns === 'auto' ? null : await remembered(sql, subject, headers, synonyms);
  return { fields: known ?? fieldsOf(headers, synonyms), choices, isRemembered: known !== null };
}

/** The headers of every field that such a list may fill; names of built-in fields come before those of own ones. */
async function synonymsOf(sql: Sql, subject: SubjectName): Promise<Record<string, string>> {
  const { synonyms, ownSynonyms } = subjects[subject];
  return { ...(await ownSynonyms?.(sql)), ...synonyms };
}

async function remembered(
  sql: Sql,
  subject: SubjectName,
  headers: string[],
  synonyms: Record<string, string>,
): Promise<Array<string | null> | null> {
  const row = await sql('importMappings')
    .where({ subject, headersHash: hashOf(headers) })
    .first();
  return row ? row.columns.map((field: string | null) => (field && field in synonyms ? field : null)) : null;
}

/** Keeps what somebody said of the columns for the next file with these headers; `auto` forgets it. */
export async function rememberColumns(
  tx: Context,
  actor: Actor,
  headers: string[],
  { subject, columns }: Pick<ImportQuery, 'subject' | 'columns'>,
): Promise<void> {
  if (columns === undefined) return;
  const key = { subject, headersHash: hashOf(headers) };
  await tx.db.sql('importMappings').where(key).delete();
  if (columns === 'auto') return;
  const row = { ...key, columnsJson: JSON.stringify(columns), savedByName: actor.name, savedAt: tx.clock() };
  await tx.db.sql('importMappings').insert(row);
}

/** Files with the same headers in the same order are of one kind, whatever the case and the blanks around. */
const hashOf = (headers: string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headers.map((header) => header.trim().toLowerCase())))
    .digest('hex');
