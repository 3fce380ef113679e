import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Import } from './import.ts';
import { type Migration, migrationPercent, takenLists } from './migration.ts';
import type { migrationAnswer } from './migration-schemas.ts';
import { importsOf } from './migration-store.ts';

type Answer = z.output<typeof migrationAnswer>;

/** A migration as the API shows it; its token stays here. */
export async function shownMigration(ctx: Context, migration: Migration): Promise<Answer> {
  return answerOf(migration, await importsOf(ctx.db.sql, [migration.id]));
}

/** A page of migrations, the latest first. */
export async function listMigrations(ctx: Context, range: { limit: number; cursor?: string | undefined }) {
  const query = ctx.db
    .sql('snipeMigrations')
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
  const page = toPage((await query) as Migration[], range.limit, (row) => [row.createdAt, row.id]);
  const imports = await importsOf(
    ctx.db.sql,
    page.items.map(({ id }) => id),
  );
  const items = page.items.map((migration) =>
    answerOf(
      migration,
      imports.filter(({ migrationId }) => migrationId === migration.id),
    ),
  );
  return { items, nextCursor: page.nextCursor };
}

function answerOf(migration: Migration, imports: Import[]): Answer {
  const { id, baseUrl, state, actorId, actorName, settings, totals, reason, createdAt, finishedAt } = migration;
  const byId = new Map(imports.map((found) => [found.id, found]));
  const lists = takenLists.map(({ list, subject }) => {
    const found = byId.get(totals.lists[list]?.importId ?? '');
    const { created = 0, updated = 0, unchanged = 0, rejected = 0, total = 0 } = found ?? {};
    return { list, subject, importId: found?.id ?? null, state: found?.state ?? null, total, created, updated, unchanged, rejected };
  });
  const done = imports.reduce((sum, { position }) => sum + position, 0);
  return {
    id,
    baseUrl,
    state,
    actor: { id: actorId, name: actorName },
    ...settings,
    percent: migrationPercent(migration, done),
    lists,
    notTaken: Object.entries(totals.others).flatMap(([list, count]) => (count > 0 ? [{ list, count }] : [])),
    reason,
    createdAt,
    finishedAt,
  };
}
