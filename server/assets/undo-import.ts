import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { removeDocuments } from '../search/search.ts';
import type { Asset } from './asset.ts';
import { insertAssetEvents } from './asset-event-store.ts';
import type { AssetAnswer } from './asset-schemas.ts';
import { indexAssets } from './asset-search.ts';
import { deleteAssets, findAssetRows, updateAsset } from './asset-store.ts';
import { changesBetween, viewsOf } from './asset-view.ts';
import { findImport, type ImportedRow, importedRows, markUndone } from './import-store.ts';
import { relatedAssets } from './relation-store.ts';
import { eventOf, refusingDoubles } from './write-asset.ts';

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
        await removeCreated(tx, rows);
        await restoreUpdated(tx, actor, rows, importId);
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
      await findAssetRows(
        sql,
        'id',
        rows.map(({ assetId }) => assetId),
      )
    ).map((asset) => [asset.id, asset]),
  );
  const created = new Set(rows.filter(({ outcome }) => outcome === 'created').map(({ assetId }) => assetId));
  const inside = (await findAssetRows(sql, 'custodianId', [...created])).filter(({ id }) => !present.has(id));
  const related = await relatedAssets(sql, [...created]);
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

async function removeCreated(tx: Context, rows: ImportedRow[]): Promise<void> {
  const ids = rows.filter(({ outcome }) => outcome === 'created').map(({ assetId }) => assetId);
  await removeDocuments(tx.db.sql, 'asset', ids);
  await deleteAssets(tx.db.sql, ids);
}

async function restoreUpdated(tx: Context, actor: Actor, rows: ImportedRow[], importId: string): Promise<void> {
  const { sql } = tx.db;
  const updated = rows.filter((row): row is ImportedRow & { before: Asset } => row.before !== null);
  const present = await findAssetRows(
    sql,
    'id',
    updated.map(({ assetId }) => assetId),
  );
  const views = new Map((await viewsOf(sql, present)).map((view) => [view.id, view]));
  const restored = updated.map(({ before, versionAfter }) => ({ ...before, version: versionAfter + 1, updatedAt: tx.clock() }));
  for (const asset of restored) {
    if (!(await updateAsset(sql, asset))) throw new Problem('conflict', `Somebody changed ${asset.tag} a moment ago`);
  }
  await indexAssets(sql, restored);
  const events = (await viewsOf(sql, restored)).map((view) =>
    eventOf(tx, actor, view.id, { kind: 'undone', source: 'import', importId }, changesBetween(views.get(view.id) as AssetAnswer, view)),
  );
  await insertAssetEvents(sql, events);
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
