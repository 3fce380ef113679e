import { attempt, transact } from '../../db/transaction.ts';
import { refusingDoubles } from '../assets/write-asset.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { tellImport } from './finish-import.ts';
import { type Import, type ImportRow, isUndoable } from './import.ts';
import { dropFile, lockImport, markRows, rowsToUndo, updateImport } from './import-store.ts';
import { enqueueImport } from './start-import.ts';
import { subjects } from './subjects.ts';

const toldReasons = 50;
/** What takes longer than a request should is taken back in the background. */
const mostAtOnce = 5000;
const portionSize = 250;

/**
 * Takes an import back as a whole: what it made is gone, what it changed is as before; one that is at work stops first. 409
 * with the reasons when anything that it touched was worked on since; then nothing is taken back. Many rows are taken back
 * in the background, and answered is the import that is at it.
 */
export async function undoImport(ctx: Context, actor: Actor, importId: string): Promise<Import | null> {
  return refusingDoubles(ctx, () =>
    refusingInUse(ctx, () =>
      transact(ctx, async (tx) => {
        const found = await lockImport(tx.db.sql, importId);
        if (!found) throw notFound('import');
        if (!hasRole(actor, subjects[found.subject].role)) throw new Problem('forbidden');
        if (!isUndoable(found)) throw new Problem('conflict', reasonAgainst(found));
        const rows = await rowsToUndo(tx.db.sql, importId);
        await checkUntouched(tx, found, rows);
        await dropFile(tx.db.sql, importId);
        const undoing: Import = { ...found, state: 'undoing' };
        if (rows.length > mostAtOnce) {
          await updateImport(tx.db.sql, importId, undoing);
          await enqueueImport(tx, importId);
          tellImport(tx, undoing);
          return undoing;
        }
        await subjects[found.subject].takeBack(tx, actor, rows, importId);
        await settle(tx, actor, { ...undoing, undone: rows.length });
        return null;
      }),
    ),
  );
}

function reasonAgainst({ state, isDryRun }: Import): string {
  if (isDryRun) return 'A dry run wrote nothing that could be undone';
  return state === 'undoing' ? 'This import is being undone already' : 'This import was undone already';
}

async function checkUntouched(tx: Context, found: Import, rows: ImportRow[]): Promise<void> {
  const reasons = [...(await subjects[found.subject].hindrances(tx, rows)).values()];
  if (reasons.length === 0) return;
  const issues = reasons.slice(0, toldReasons).map((message) => ({ pointer: '', message }));
  throw new Problem('conflict', `The import cannot be undone: ${reasons.slice(0, 3).join('; ')}${reasons.length > 3 ? '; …' : ''}`, {
    issues,
    extra: { reasons: reasons.slice(0, toldReasons) },
  });
}

/**
 * Takes the next portion back inside the job's transaction; what was worked on meanwhile is left alone and says why. Answers
 * whether there is more.
 */
export async function undoPortion(tx: Context, actor: Actor, found: Import): Promise<boolean> {
  const rows = await rowsToUndo(tx.db.sql, found.id, portionSize);
  const reasons = await subjects[found.subject].hindrances(tx, rows);
  const free = rows.filter(({ line }) => !reasons.has(line));
  for (const [line, reason] of await takeBackWhatGoes(tx, actor, found, free)) reasons.set(line, reason);
  const undone = rows.filter(({ line }) => !reasons.has(line)).map(({ line }) => line);
  await markRows(tx.db.sql, found.id, undone, 'undone');
  for (const [line, reason] of reasons) await markRows(tx.db.sql, found.id, [line], 'kept', reason);
  const at: Import = { ...found, undone: found.undone + undone.length, kept: found.kept + reasons.size };
  if (rows.length < portionSize) {
    await settle(tx, actor, at);
    return false;
  }
  await updateImport(tx.db.sql, found.id, at);
  tellImport(tx, at);
  return true;
}

/** All at once where that goes; row by row where something stands on one of them. Answers what stays, and why. */
async function takeBackWhatGoes(tx: Context, actor: Actor, { id, subject }: Import, rows: ImportRow[]): Promise<Map<number, string>> {
  const reasons = new Map<number, string>();
  const tryOn = async (some: ImportRow[]): Promise<boolean> => {
    try {
      await attempt(tx, (part) => subjects[subject].takeBack(part, actor, some, id));
      return true;
    } catch (error) {
      if (!(error instanceof Problem) && !tx.db.dialect.isForeignKeyViolation(error)) throw error;
      return false;
    }
  };
  if (rows.length === 0 || (await tryOn(rows))) return reasons;
  for (const row of rows) if (!(await tryOn([row]))) reasons.set(row.line, `${row.label} is in use`);
  return reasons;
}

async function settle(tx: Context, actor: Actor, at: Import): Promise<void> {
  const now = tx.clock();
  await updateImport(tx.db.sql, at.id, { ...at, state: 'undone', undoneAt: now, finishedAt: at.finishedAt ?? now });
  const detail = { created: at.created, updated: at.updated, kept: at.kept };
  await recordAudit(tx, actor, { action: 'assets.importUndone', subjectType: 'assetImport', subjectId: at.id, detail });
  tellImport(tx, { ...at, state: 'undone' }, true);
}

/** Incidents, backups and whatever comes later may stand on an asset that the import made. */
async function refusingInUse<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isForeignKeyViolation(error)) throw error;
    throw new Problem('conflict', 'The import cannot be undone: something else uses what it made');
  }
}
