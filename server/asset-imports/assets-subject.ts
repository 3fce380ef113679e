import { setImmediate } from 'node:timers/promises';
import type { Asset } from '../assets/asset.ts';
import { assetsInside, assetsOf, assetsRelated } from '../assets/asset-match-queries.ts';
import {
  type AssetStep,
  changesOfSteps,
  removeImportedAssets,
  restoreImportedAssets,
  writeManyAssets,
} from '../assets/write-many-assets.ts';
import type { Context } from '../platform/context.ts';
import type { ImportRow } from './import.ts';
import { assetSynonyms } from './import-columns.ts';
import { loadReferences, type Texts } from './import-references.ts';
import { refuseRings } from './import-rings.ts';
import { touchedBy } from './import-store.ts';
import { isWriting, type PlannedRow, type Planning, type Subject } from './import-subject.ts';
import { ownSynonyms } from './own-fields.ts';
import { type AssetPlanning, type PlannedAsset, planRow } from './plan-import-row.ts';

/** Lists of assets: ours, Snipe-IT's, GLPI's, people's own. */
export const assetsSubject: Subject<Asset> = {
  role: 'lead',
  synonyms: assetSynonyms,
  ownSynonyms,
  plan: planAssets,
  async write(tx, actor, rows, importId) {
    const steps = rows.filter(isWriting);
    const changes = await writeManyAssets(tx, actor, steps as AssetStep[], importId);
    for (const [index, row] of steps.entries()) {
      const { id, tag, version } = row.after as Asset;
      Object.assign(row, { id, label: tag, versionAfter: version, changes: changes[index] });
    }
  },
  hindrances,
  async takeBack(tx, actor, rows, importId) {
    await removeImportedAssets(tx, idsOf(rows, 'created'));
    await restoreImportedAssets(
      tx,
      actor,
      rows.flatMap(({ before }) => (before ? [revived(before as Asset)] : [])),
      importId,
    );
  },
};

async function planAssets({ sql, now, file, isStrict, unknown, touched }: Planning, rows: Array<{ line: number; texts: Texts }>) {
  const planning: AssetPlanning = {
    now,
    order: file.order,
    isStrict,
    references: await loadReferences(
      sql,
      rows.map(({ texts }) => texts),
    ),
    seen: new Map(file.firstLines),
    unknown,
  };
  const { byTag, bySerial } = planning.references;
  for (const [, { line, label }] of await touched([...byTag.values(), ...bySerial.values()].map(({ id }) => id)))
    if (label) planning.seen.set(label, line);
  const planned: PlannedAsset[] = [];
  for (const [index, { line, texts }] of rows.entries()) {
    planned.push(planRow(planning, line, texts));
    // Others get their turn: a file may have tens of thousands of rows.
    if (index % 500 === 499) await setImmediate();
  }
  await refuseRings(sql, planned);
  return withChanges(sql, planned);
}

async function withChanges(sql: Planning['sql'], planned: PlannedAsset[]): Promise<Array<PlannedRow<Asset>>> {
  const steps = planned.filter(isWriting);
  const changes = await changesOfSteps(sql, steps as AssetStep[]);
  const changesOf = new Map(steps.map((row, index) => [row, changes[index]]));
  return planned.map((row) => ({
    ...row,
    id: row.before?.id ?? row.after?.id ?? null,
    label: (row.after ?? row.before)?.tag || null,
    changes: changesOf.get(row) ?? [],
    versionAfter: null,
  }));
}

const idsOf = (rows: ImportRow[], outcome: ImportRow['outcome']): string[] =>
  rows.filter((row) => row.outcome === outcome).map(({ subjectId }) => subjectId as string);

async function hindrances(tx: Context, rows: ImportRow[]): Promise<Map<number, string>> {
  const { sql } = tx.db;
  const found = await assetsOf(
    sql,
    rows.map(({ subjectId }) => subjectId as string),
  );
  const present = new Map(found.map((asset) => [asset.id, asset]));
  const reasons = new Map<number, string>();
  const lineOf = new Map(rows.map(({ subjectId, line }) => [subjectId as string, line]));
  for (const { line, subjectId, label, versionAfter } of rows) {
    if (present.get(subjectId as string)?.version !== versionAfter) reasons.set(line, `${label} was changed since`);
  }
  const created = idsOf(rows, 'created');
  for (const { id, tag, custodianId } of await foreignersInside(tx, rows, created)) {
    const host = present.get(custodianId as string);
    if (host && !present.has(id)) reasons.set(lineOf.get(host.id) as number, `${tag} is inside ${host.tag}`);
  }
  for (const id of await assetsRelated(sql, created))
    reasons.set(lineOf.get(id) as number, `${present.get(id)?.tag} was related to another asset since`);
  return reasons;
}

/** What stands inside an asset that the import made, without having come by the same import. */
async function foreignersInside(tx: Context, rows: ImportRow[], created: string[]): Promise<Asset[]> {
  const inside = await assetsInside(tx.db.sql, created);
  const own = await touchedBy(
    tx.db.sql,
    rows[0]?.importId ?? '',
    inside.map(({ id }) => id),
  );
  return inside.filter(({ id }) => !own.has(id));
}

/** JSON knows no instants. */
function revived(asset: Asset): Asset {
  const instant = (value: Date | null) => (value === null ? null : new Date(value));
  return {
    ...asset,
    checkedOutAt: instant(asset.checkedOutAt),
    dueAt: instant(asset.dueAt),
    createdAt: new Date(asset.createdAt),
    updatedAt: new Date(asset.updatedAt),
  };
}
