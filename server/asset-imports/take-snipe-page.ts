import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { carryOutRows } from './carry-out-rows.ts';
import { finishImport, tellImport } from './finish-import.ts';
import type { Import } from './import.ts';
import { type FileRow, fileOfRows } from './import-file.ts';
import { insertImport, lockImport, updateImport } from './import-store.ts';
import { type ListProgress, type Migration, takenLists } from './migration.ts';
import { knownLines } from './migration-store.ts';
import { ownFieldsByName } from './own-fields.ts';
import { counted } from './perform-import.ts';
import type { SnipePage } from './snipe-client.ts';
import { refsFor } from './snipe-refs.ts';
import {
  assetTexts,
  type Converted,
  licenceTexts,
  lineOf,
  locationTexts,
  personTexts,
  type SnipeRefs,
  type SnipeRow,
  type SnipeSettings,
  seatTexts,
  stockTexts,
  supplierTexts,
} from './snipe-rows.ts';
import { subjects } from './subjects.ts';

/** The seats of one licence, which is named by its number there. */
export interface SeatPage {
  licence: { line: number; name: string | null };
  page: SnipePage;
}

/** A list is read so often at the most: each time something comes that others waited for. */
const mostPasses = 6;

const converters: Record<string, (row: SnipeRow, refs: SnipeRefs, settings: SnipeSettings) => Converted> = {
  locations: locationTexts,
  users: personTexts,
  suppliers: supplierTexts,
  hardware: assetTexts,
  licenses: (row, _refs, settings) => licenceTexts(row, settings),
  accessories: stockTexts,
  consumables: stockTexts,
  components: stockTexts,
};

/** Takes a page of a list in, and moves on: to the next page, to the list once more for what waited, or to the next list. */
export async function takePage(tx: Context, at: Migration, page: SnipePage): Promise<Migration> {
  const { list } = takenLists[at.stage] as { list: string };
  const begun = await begin(tx, at, page.total);
  if (!begun) return stopped(tx, at);
  const { import: into, actor, progress } = begun;
  const refs = await refsFor(tx.db.sql, at, list, page.rows);
  const known = await knownLines(tx.db.sql, into.id, page.rows.map(lineOf));
  const fresh = page.rows.filter((row) => lineOf(row) > 0 && !known.has(lineOf(row)));
  const convert = converters[list] as (row: SnipeRow, refs: SnipeRefs, settings: SnipeSettings) => Converted;
  const settings = { ...at.settings, ownFields: await ownFieldsByName(tx.db.sql) };
  const rows = fresh.map((row) => convert(row, refs, settings)).filter(({ isWaiting }) => !isWaiting || progress.isLast);
  const after = await carryIn(tx, actor, into, rows, page.total);
  const noted = { ...progress, total: page.total, taken: progress.taken + rows.length };
  const position = at.position + page.rows.length;
  if (page.rows.length > 0 && position < page.total) return moved(at, list, noted, { position });
  if (after.position >= page.total || progress.isLast) return finishStage(tx, moved(at, list, noted, {}));
  // Some wait for what came further down. When a pass brings nothing new, the next takes them as they are.
  const isLast = noted.taken === 0 || noted.pass + 1 >= mostPasses;
  return moved(at, list, { ...noted, pass: noted.pass + 1, taken: 0, isLast }, { position: 0 });
}

/** Takes the seats of one licence in, and moves on to the next. */
export async function takeSeats(tx: Context, at: Migration, { licence, page }: SeatPage): Promise<Migration> {
  const begun = await begin(tx, at, 0);
  if (!begun) return stopped(tx, at);
  const { import: into, actor, progress } = begun;
  const refs = await refsFor(tx.db.sql, at, 'seats', page.rows);
  const known = await knownLines(tx.db.sql, into.id, page.rows.map(lineOf));
  const rows = page.rows.filter((row) => !known.has(lineOf(row))).flatMap((row) => seatTexts(row, licence.name ?? '', refs) ?? []);
  const after = await carryIn(tx, actor, into, rows, into.total + rows.length);
  const noted = { ...progress, total: after.total };
  const read = at.totals.seatOffset + page.rows.length;
  const isThrough = page.rows.length === 0 || read >= page.total;
  const next = moved(at, 'seats', noted, isThrough ? { position: licence.line } : {});
  return { ...next, totals: { ...next.totals, seatOffset: isThrough ? 0 : read } };
}

/** Ends the import of a list, and moves on to the next list. */
export async function finishStage(tx: Context, at: Migration): Promise<Migration> {
  const { list } = takenLists[at.stage] as { list: string };
  const importId = at.totals.lists[list]?.importId;
  const found = importId ? await lockImport(tx.db.sql, importId) : null;
  const actor = found && (await actorOf(tx, at));
  if (found && actor) await finishImport(tx, actor, { ...found, state: 'done', total: found.position, finishedAt: tx.clock() });
  return { ...at, stage: at.stage + 1, position: 0 };
}

async function carryIn(tx: Context, actor: Actor, into: Import, rows: FileRow[], total: number): Promise<Import> {
  const ordered = subjects[into.subject].arrange?.(rows) ?? rows;
  const file = fileOfRows(ordered, null);
  const portion = await carryOutRows(tx, actor, into, file, file.groups.flat());
  const after = { ...counted(into, portion), total };
  await updateImport(tx.db.sql, into.id, after);
  tellImport(tx, after);
  return after;
}

const moved = (at: Migration, list: string, progress: ListProgress, to: Partial<Migration>): Migration => ({
  ...at,
  ...to,
  totals: { ...at.totals, lists: { ...at.totals.lists, [list]: progress } },
});

/** The import that takes the list at hand, begun when it is the first page; null when it may not go on. */
async function begin(tx: Context, at: Migration, total: number): Promise<{ import: Import; actor: Actor; progress: ListProgress } | null> {
  const { list, subject } = takenLists[at.stage] as (typeof takenLists)[number];
  const actor = await actorOf(tx, at);
  if (!actor) return null;
  const progress = at.totals.lists[list];
  if (progress) {
    const found = await lockImport(tx.db.sql, progress.importId);
    // Somebody stopped it or took it back by itself.
    return found?.state === 'running' ? { import: found, actor, progress } : null;
  }
  const begun: Import = {
    id: newId(),
    subject,
    state: 'running',
    isDryRun: false,
    fileName: `Snipe-IT: ${list}`,
    actorId: at.actorId,
    actorName: at.actorName,
    total,
    position: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    undone: 0,
    kept: 0,
    delimiter: ',',
    columns: [],
    settings: { dates: 'auto', unknown: 'skip' },
    unknown: { locations: [], people: [] },
    reason: null,
    migrationId: at.id,
    createdAt: tx.clock(),
    finishedAt: null,
    undoneAt: null,
  };
  await insertImport(tx.db.sql, begun);
  return { import: begun, actor, progress: { importId: begun.id, total, pass: 0, taken: 0, isLast: false } };
}

const stopped = async (tx: Context, at: Migration): Promise<Migration> => ({
  ...at,
  state: 'failed',
  reason: (await actorOf(tx, at)) ? 'The import of this list was stopped' : `${at.actorName} may not import such lists any more`,
  finishedAt: tx.clock(),
});

/** Who asked for it, if they are an administrator still. */
async function actorOf(tx: Context, { actorId }: Migration): Promise<Actor | null> {
  const person = actorId === null ? null : await findPerson(tx.db.sql, actorId);
  if (!person?.isActive) return null;
  const actor = asActor(person, []);
  return hasRole(actor, 'admin') ? actor : null;
}
