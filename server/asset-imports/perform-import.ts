import { complete, findOutboxRow } from '../../db/outbox.ts';
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

/** So many portions before others who wait in the queue have their turn. */
const portionsPerJob = 4;

/**
 * State job `asset.import`: works on the next portions of an import, forwards or backwards. Records, their histories and the
 * position are one transaction for each portion, and the job's row goes with its last: a crash at any moment loses no row
 * and takes none twice.
 */
export async function performImport(
  ctx: Context,
  { importId }: { importId: string },
  rowId: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  let left = portionsPerJob;
  let isOver = false;
  while (!isOver) {
    left -= 1;
    isOver = await transact(ctx, (tx) => doNext(tx, importId, rowId, left === 0 || signal.aborted));
  }
}

/** Works on one portion; answers whether this job is over. */
async function doNext(tx: Context, importId: string, rowId: string, isLastOfJob: boolean): Promise<boolean> {
  // Before the job's row is looked for: of two that work on it, one waits here.
  const found = await lockImport(tx.db.sql, importId);
  if (!(await findOutboxRow(tx.db.sql, rowId))) return true;
  const isMore = found !== null && (await portionOfWork(tx, found));
  if (!isMore) forgetFile(importId);
  if (isMore && !isLastOfJob) return false;
  if ((await complete(tx.db.sql, rowId)) && isMore) await enqueueImport(tx, importId);
  return true;
}

/** Works on one portion in whichever direction; answers whether there is more to do. */
async function portionOfWork(tx: Context, found: Import): Promise<boolean> {
  if (found.state === 'undoing') return undoPortion(tx, (await actorOf(tx, found)) ?? nobody(found), found);
  return found.state === 'running' && doPortion(tx, found);
}

/** Carries one portion out; answers whether there is more. */
async function doPortion(tx: Context, found: Import): Promise<boolean> {
  const actor = await actorOf(tx, found);
  const file = await fileOf(tx.db.sql, found);
  if (!actor || !file) {
    const reason = actor ? 'The file is not kept any more' : `${found.actorName} may not import such lists any more`;
    await finishImport(tx, actor ?? nobody(found), { ...found, state: 'failed', reason, finishedAt: tx.clock() });
    return false;
  }
  const rows = portionOf(file, found.position, portionSize);
  const at = counted(found, await carryOutRows(tx, actor, found, file, rows));
  if (at.position < at.total) {
    await updateImport(tx.db.sql, found.id, at);
    tellImport(tx, at);
    return true;
  }
  await finishImport(tx, actor, { ...at, state: at.isDryRun ? 'checked' : 'done', finishedAt: tx.clock() });
  return false;
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
