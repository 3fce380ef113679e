import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { carryOutRows, countsOf, type Portion } from './carry-out-rows.ts';
import { finishImport, tellImport } from './finish-import.ts';
import type { Import } from './import.ts';
import { listed } from './import-assets.ts';
import { portionOf } from './import-file.ts';
import { lockImport, updateImport } from './import-store.ts';
import { fileOf, forgetFile } from './kept-file.ts';
import { enqueueImport } from './start-import.ts';
import { subjects } from './subjects.ts';
import { undoPortion } from './undo-import.ts';

/** So many rows at a time: others who write do not wait longer than a page takes to open. */
const portionSize = 250;

/**
 * State job `asset.import`: works on the next portion of an import, forwards or backwards. Records, their histories, the
 * position and the job that goes on are one transaction, so a crash at any moment loses no row and takes none twice.
 */
export async function performImport(ctx: Context, { importId }: { importId: string }, rowId: string): Promise<void> {
  const ended = await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return null;
    const found = await lockImport(tx.db.sql, importId);
    if (found?.state === 'undoing') await undoPortion(tx, (await actorOf(tx, found)) ?? nobody(found), found);
    if (found?.state !== 'running') return null;
    return doPortion(tx, found);
  });
  if (ended) forgetFile(importId);
}

/** Works on one portion; answers whether it was the last. */
async function doPortion(tx: Context, found: Import): Promise<boolean> {
  const actor = await actorOf(tx, found);
  const file = await fileOf(tx.db.sql, found);
  if (!actor || !file) {
    const reason = actor ? 'The file is not kept any more' : `${found.actorName} may not import such lists any more`;
    await finishImport(tx, actor ?? nobody(found), { ...found, state: 'failed', reason, finishedAt: tx.clock() });
    return true;
  }
  const rows = portionOf(file, found.position, portionSize);
  const portion = await carryOutRows(tx, actor, found, file, rows);
  const at = counted(found, portion);
  if (at.position < at.total) {
    await updateImport(tx.db.sql, found.id, at);
    await enqueueImport(tx, found.id);
    tellImport(tx, at);
    return false;
  }
  await finishImport(tx, actor, { ...at, state: at.isDryRun ? 'checked' : 'done', finishedAt: tx.clock() });
  return true;
}

/** The import with a portion added to its counts. */
export function counted(at: Import, { rows, unknown }: Portion): Import {
  const counts = countsOf(rows);
  const merged = {
    locations: new Set([...at.unknown.locations, ...unknown.locations]),
    people: new Set([...at.unknown.people, ...unknown.people]),
  };
  return {
    ...at,
    position: at.position + rows.length,
    created: at.created + counts.created,
    updated: at.updated + counts.updated,
    unchanged: at.unchanged + counts.unchanged,
    rejected: at.rejected + counts.rejected,
    unknown: listed(merged),
  };
}

/** Who asked for it, with what they may do today; null when that is not enough any more. */
async function actorOf(tx: Context, { actorId, subject }: Import): Promise<Actor | null> {
  const person = actorId === null ? null : await findPerson(tx.db.sql, actorId);
  if (!person?.isActive) return null;
  const actor = asActor(person, []);
  return hasRole(actor, subjects[subject].role) ? actor : null;
}

/** A name for the history where the person is gone. */
const nobody = ({ actorId, actorName }: Import): Actor => ({
  kind: 'person',
  id: actorId,
  name: actorName,
  role: null,
  supportGroupIds: [],
  scopes: null,
});
