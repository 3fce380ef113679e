import { transact } from '../../db/transaction.ts';
import { assetsInside, assetsOf, assetsRelated } from '../assets/asset-match-queries.ts';
import { refusingDoubles } from '../assets/write-asset.ts';
import { removeImportedAssets, restoreImportedAssets } from '../assets/write-many-assets.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { findImport, type ImportedRow, importedRows, markUndone } from './import-store.ts';

const toldReasons = 50;

/**
 * Takes an import back as a whole: what it made is gone, what it changed is as before. 409 with the reasons when anything
 * that it touched was worked on since; then nothing is taken back.
 */
export async function undoImport(ctx: Context, actor: Actor, importId: string): Promise<void> {
  await refusingDoubles(ctx, () =>
    refusingInUse(() =>
      transact(ctx, async (tx) => {
        const found = await findImport(tx.db.sql, importId);
        if (!found) throw notFound('import');
        if (!(await markUndone(tx.db.sql, importId, tx.clock()))) throw new Problem('conflict', 'This import was undone already');
        const rows = await importedRows(tx.db.sql, importId);
        await checkUntouched(tx, rows);
        await takeBack(tx, actor, rows, importId);
        const detail = { created: found.created, updated: found.updated };
        await recordAudit(tx, actor, { action: 'assets.importUndone', subjectType: 'assetImport', subjectId: importId, detail });
        tx.db.afterCommit(() => tx.live.publish({ type: 'asset.imported', id: importId, audience: { role: 'technician' } }));
      }),
    ),
  );
}

async function checkUntouched(tx: Context, rows: ImportedRow[]): Promise<void> {
  const { sql } = tx.db;
  const present = new Map(
    (
      await assetsOf(
        sql,
        rows.map(({ assetId }) => assetId),
      )
    ).map((asset) => [asset.id, asset]),
  );
  const created = new Set(rows.filter(({ outcome }) => outcome === 'created').map(({ assetId }) => assetId));
  const inside = (await assetsInside(sql, [...created])).filter(({ id }) => !present.has(id));
  const related = await assetsRelated(sql, [...created]);
  const reasons = [
    ...rows
      .filter(({ assetId, versionAfter }) => present.get(assetId)?.version !== versionAfter)
      .map(({ tag }) => `${tag} was changed since`),
    ...inside.map(({ tag, custodianId }) => `${tag} is inside ${present.get(custodianId as string)?.tag}`),
    ...related.map((id) => `${present.get(id)?.tag} was related to another asset since`),
  ];
  if (reasons.length === 0) return;
  const issues = reasons.slice(0, toldReasons).map((message) => ({ pointer: '', message }));
  throw new Problem('conflict', `The import cannot be undone: ${reasons.slice(0, 3).join('; ')}${reasons.length > 3 ? '; …' : ''}`, {
    issues,
    extra: { reasons: reasons.slice(0, toldReasons) },
  });
}

async function takeBack(tx: Context, actor: Actor, rows: ImportedRow[], importId: string): Promise<void> {
  await removeImportedAssets(
    tx,
    rows.filter(({ outcome }) => outcome === 'created').map(({ assetId }) => assetId),
  );
  await restoreImportedAssets(
    tx,
    actor,
    rows.flatMap(({ before }) => before ?? []),
    importId,
  );
}

/** Incidents, backups and whatever comes later may stand on an asset that the import made. */
async function refusingInUse<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!/foreign key/i.test((error as Error).message.split(' - ').at(-1) ?? '')) throw error;
    throw new Problem('conflict', 'The import cannot be undone: something else uses an asset that it made');
  }
}
