import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import type { FieldChange } from '../assets/asset-view.ts';
import { refusingDoubles } from '../assets/write-asset.ts';
import { type AssetStep, changesOfSteps, writeManyAssets } from '../assets/write-many-assets.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import type { ImportAnswer, ImportQuery, ImportRowAnswer } from './import-schemas.ts';
import { type ImportedRow, insertImport, insertImportedRows } from './import-store.ts';
import { type ImportPlan, planImport } from './plan-import.ts';
import type { PlannedRow } from './plan-import-row.ts';
import { type Csv, readCsv } from './read-csv.ts';

/** Rows that an answer tells one by one; the counts tell of all. */
const toldRows = 1000;

/**
 * Imports a list of assets, or tells what importing it would do. An import is one transaction: all rows that are not
 * refused are in, or none is, whatever happens in the middle; and it can be undone as a whole.
 */
export async function importAssets(ctx: Context, actor: Actor, file: Uint8Array, options: ImportQuery): Promise<ImportAnswer> {
  const csv = readCsv(file);
  if (options.dryRun) {
    const plan = await planImport(ctx.db.sql, csv, options, ctx.clock());
    return answerOf(ctx, csv, plan, null, await changesOf(ctx, plan.rows));
  }
  return refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      const plan = await planImport(tx.db.sql, csv, options, tx.clock());
      const importId = newId();
      const changes = await carryOut(tx, actor, plan, importId, options.fileName ?? null);
      return answerOf(tx, csv, plan, importId, changes);
    }),
  );
}

async function carryOut(tx: Context, actor: Actor, plan: ImportPlan, importId: string, fileName: string | null) {
  const { sql } = tx.db;
  const counts = countsOf(plan.rows);
  await insertImport(sql, {
    id: importId,
    fileName,
    actorId: actor.id,
    actorName: actor.name,
    ...counts,
    createdAt: tx.clock(),
    undoneAt: null,
  });
  const written = changing(plan.rows);
  const told = await writeManyAssets(tx, actor, written as AssetStep[], importId);
  const changes = new Map(written.map((row, i) => [row, told[i] as FieldChange[]]));
  await insertImportedRows(
    sql,
    written.map((row) => keptRow(importId, row)),
  );
  await recordAudit(tx, actor, {
    action: 'assets.imported',
    subjectType: 'assetImport',
    subjectId: importId,
    detail: { fileName, ...counts },
  });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset.imported', id: importId, audience: { role: 'technician' }, data: counts }));
  return changes;
}

/** What undoing needs to know of a row. */
function keptRow(importId: string, { line, outcome, before, after }: PlannedRow): ImportedRow {
  const { id: assetId, tag, version: versionAfter } = after as Asset;
  return { importId, line, outcome: outcome as ImportedRow['outcome'], assetId, tag, versionAfter, before };
}

const changing = (rows: PlannedRow[]): PlannedRow[] => rows.filter(({ outcome }) => outcome === 'created' || outcome === 'updated');

/** What would change in each row that changes something. */
async function changesOf(ctx: Context, rows: PlannedRow[]): Promise<Map<PlannedRow, FieldChange[]>> {
  const steps = changing(rows);
  const changes = await changesOfSteps(ctx.db.sql, steps as AssetStep[]);
  return new Map(steps.map((row, i) => [row, changes[i] as FieldChange[]]));
}

function countsOf(rows: PlannedRow[]) {
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

function answerOf(ctx: Context, csv: Csv, plan: ImportPlan, id: string | null, changes: Map<PlannedRow, FieldChange[]>): ImportAnswer {
  const refused = plan.rows.filter(({ outcome }) => outcome === 'rejected');
  const others = plan.rows.filter(({ outcome }) => outcome !== 'rejected');
  ctx.log.info({ import: id, rows: plan.rows.length, refused: refused.length }, 'assets import');
  return {
    id,
    dryRun: id === null,
    ...countsOf(plan.rows),
    columns: csv.headers.map((header, i) => ({ header, field: plan.fields[i] ?? null })),
    delimiter: csv.delimiter,
    unknown: plan.unknown,
    rows: [...refused, ...others].slice(0, toldRows).map((row) => rowAnswer(row, id !== null, changes.get(row) ?? [])),
    isCut: plan.rows.length > toldRows,
  };
}

function rowAnswer(row: PlannedRow, isDone: boolean, changes: FieldChange[]): ImportRowAnswer {
  const { line, outcome, name, reasons, warnings, before, after } = row;
  const assetId = before?.id ?? (isDone ? (after?.id ?? null) : null);
  return { line, outcome, tag: (after ?? before)?.tag || null, assetId, name, changes, reasons, warnings };
}
