import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { importSummary } from './import-schemas.ts';
import type { AssetImport } from './import-store.ts';

/** An import as the API shows it. */
export function importSummaryOf({ actorId, actorName, ...rest }: AssetImport): z.output<typeof importSummary> {
  return { ...rest, actor: { id: actorId, name: actorName } };
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
  const page = toPage((await query) as AssetImport[], range.limit, (row) => [row.createdAt, row.id]);
  return { items: page.items.map(importSummaryOf), nextCursor: page.nextCursor };
}
