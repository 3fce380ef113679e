import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { notFound } from '../platform/problem.ts';
import { type Import, percentOf } from './import.ts';
import { rowAnswer } from './import-assets.ts';
import type { ImportOutcome, importSummary } from './import-schemas.ts';
import { findImport, rowsAfter } from './import-store.ts';
import { subjects } from './subjects.ts';

/** An import as the API shows it. */
export function importSummaryOf(found: Import): z.output<typeof importSummary> {
  const { actorId, actorName, isDryRun, position: _, settings, ...rest } = found;
  return {
    ...rest,
    fields: settings.fields ?? Object.keys(subjects[found.subject].synonyms),
    dryRun: isDryRun,
    percent: percentOf(found),
    actor: { id: actorId, name: actorName },
  };
}

/** A page of imports, the latest first. */
export async function listImports(ctx: Context, range: { limit: number; cursor?: string | undefined }) {
  const query = ctx.db
    .sql('assetImports')
    .select('*')
    .limit(range.limit + 1);
  afterCursor(
    query,
    [
      { column: 'createdAt', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    range.cursor,
  );
  const page = toPage((await query) as Import[], range.limit, (row) => [row.createdAt, row.id]);
  return { items: page.items.map(importSummaryOf), nextCursor: page.nextCursor };
}

/** A page of an import's rows in the order of its file. */
export async function listImportRows(
  ctx: Context,
  importId: string,
  { limit, cursor, outcome }: { limit: number; cursor?: string | undefined; outcome?: ImportOutcome | undefined },
) {
  const found = await findImport(ctx.db.sql, importId);
  if (!found) throw notFound('import');
  const line = cursor === undefined ? 0 : Number.parseInt(cursor, 10) || 0;
  const rows = await rowsAfter(ctx.db.sql, importId, { line, outcome, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => rowAnswer({ ...row, id: row.subjectId }, !found.isDryRun));
  return { items, nextCursor: rows.length > limit ? String(items.at(-1)?.line) : null };
}
