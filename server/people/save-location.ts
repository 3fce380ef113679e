import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { findLocation, insertLocation, type Location, updateLocation } from './location-store.ts';
import type { locationChanges, newLocation } from './organisation-schemas.ts';

/** Adds a location under its parent; 422 when the parent does not exist. */
export async function addLocation(ctx: Context, input: z.output<typeof newLocation>): Promise<Location> {
  const location: Location = { ...input, id: newId(), version: 1, createdAt: ctx.clock() };
  return transact(ctx, async (tx) => {
    await checkParent(tx, location.id, location.parentId);
    await insertLocation(tx.db.sql, location);
    return location;
  });
}

/** Changes a location; 412 when `ifMatch` is not the present version, 422 when it would come to stand inside itself. */
export async function changeLocation(
  ctx: Context,
  id: string,
  changes: z.output<typeof locationChanges>,
  ifMatch: number | null,
): Promise<Location> {
  return transact(ctx, async (tx) => {
    const location = await findLocation(tx.db.sql, id);
    if (!location) throw notFound('location');
    const { version } = location;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    if (changes.parentId !== undefined) await checkParent(tx, id, changes.parentId);
    if (!(await updateLocation(tx.db.sql, id, version, changes))) throw new Problem('version_mismatch');
    return { ...location, ...changes, version: version + 1 };
  });
}

async function checkParent(tx: Context, id: string, parentId: string | null): Promise<void> {
  for (let above = parentId; above; ) {
    if (above === id) throw invalid('/parentId', 'A location cannot stand inside itself');
    const parent: Location | null = await findLocation(tx.db.sql, above);
    if (!parent) throw invalid('/parentId', 'There is no such location');
    above = parent.parentId;
  }
}
