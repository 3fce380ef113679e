import type { z } from 'zod';
import { assetRefs } from '../../assets/asset-queries.ts';
import type { Context } from '../../platform/context.ts';
import { listSources } from '../sources/source-store.ts';
import type { ContactAnswer, contactQuery } from './contact-schemas.ts';
import { listContacts } from './contact-store.ts';

/** Contacts of agents, the last first. */
export async function readContacts(
  ctx: Context,
  filter: z.output<typeof contactQuery>,
): Promise<{ items: ContactAnswer[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const found = await listContacts(sql, filter);
  const assets = await assetRefs(
    sql,
    found.items.map(({ assetId }) => assetId),
  );
  const names = new Map((await listSources(sql)).map(({ id, name }) => [id, name]));
  const items = found.items.map(({ sourceId, assetId, isError, bytes, ...contact }) => {
    const asset = assetId ? assets.get(assetId) : undefined;
    return {
      ...contact,
      bytes: Number(bytes),
      source: sourceId ? { id: sourceId, name: names.get(sourceId) ?? '' } : null,
      asset: asset ? { id: asset.id, tag: asset.tag, name: asset.name } : null,
    };
  });
  return { items, nextCursor: found.nextCursor };
}
