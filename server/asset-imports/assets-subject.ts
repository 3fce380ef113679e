import { setImmediate } from 'node:timers/promises';
import type { Asset } from '../assets/asset.ts';
import { assetsInside, assetsOf, assetsRelated } from '../assets/asset-match-queries.ts';
import type { FieldChange } from '../assets/asset-view.ts';
import {
  type AssetStep,
  changesOfSteps,
  removeImportedAssets,
  restoreImportedAssets,
  writeManyAssets,
} from '../assets/write-many-assets.ts';
import { enterPurchases, type PurchaseFacts, purchaseFacts } from '../finance/enter-purchases.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { ImportRow } from './import.ts';
import { assetSynonyms } from './import-columns.ts';
import { loadReferences, type Texts } from './import-references.ts';
import { refuseRings } from './import-rings.ts';
import { touchedBy } from './import-store.ts';
import { isWriting, type PlannedRow, type Planning, type Subject } from './import-subject.ts';
import { ownSynonyms } from './own-fields.ts';
import { type AssetPlanning, type PlannedAsset, planRow } from './plan-import-row.ts';
import { type PurchaseRead, purchaseReader } from './purchases-in-lists.ts';

/** Lists of assets: ours, Snipe-IT's, GLPI's, people's own. */
export const assetsSubject: Subject<Asset> = {
  role: 'lead',
  synonyms: assetSynonyms,
  ownSynonyms,
  plan: planAssets,
  write: writeAssets,
  hindrances,
  async takeBack(tx, actor, rows, importId) {
    await removeImportedAssets(tx, idsOf(rows, 'created'));
    const befores = rows.flatMap(({ before }) => (before ? [before as Kept] : []));
    const { purchases, assets } = apart(befores);
    await enterPurchases(tx, purchases);
    await restoreImportedAssets(tx, actor, assets.map(revived), importId);
  },
};

/** An asset as it was, and what was known of its purchase where the import spoke of it. */
type Kept = Asset & { purchase?: PurchaseFacts & { versionAfter: number } };

type PlannedWithPurchase = PlannedRow<Asset> & { purchase: PurchaseRead };

async function writeAssets(tx: Context, actor: Actor, rows: Array<PlannedRow<Asset>>, importId: string): Promise<void> {
  const steps = rows.filter(isWriting) as PlannedWithPurchase[];
  const changes = await writeManyAssets(tx, actor, steps as AssetStep[], importId);
  const spoken = steps.filter(({ purchase }) => purchase.changes.length > 0);
  const idOf = ({ after }: PlannedWithPurchase) => (after as Asset).id;
  const facts = await purchaseFacts(tx.db.sql, spoken.map(idOf));
  const versions = await enterPurchases(tx, new Map(spoken.map((row) => [idOf(row), row.purchase.said])));
  for (const [index, row] of steps.entries()) {
    const { id, tag, version } = row.after as Asset;
    Object.assign(row, { id, label: tag, versionAfter: version, changes: [...(changes[index] as FieldChange[]), ...row.purchase.changes] });
    const versionAfter = versions.get(id);
    if (!row.before || versionAfter === undefined) continue;
    const { version: _, ...before } = facts.get(id) ?? { supplierId: null, orderNumber: null, endOfLifeOn: null, version: 0 };
    row.before = { ...row.before, purchase: { ...before, versionAfter } } as Kept;
  }
}

function apart(befores: Kept[]): { purchases: Map<string, PurchaseFacts>; assets: Asset[] } {
  const purchases = new Map<string, PurchaseFacts>();
  const assets = befores.map(({ purchase, ...asset }) => {
    const { versionAfter: _, ...facts } = purchase ?? { versionAfter: 0 };
    if (purchase) purchases.set(asset.id, facts as PurchaseFacts);
    return asset;
  });
  return { purchases, assets };
}

async function planAssets(
  { sql, now, file, isStrict, unknown, touched, wantsChanges }: Planning,
  rows: Array<{ line: number; texts: Texts }>,
) {
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
  const read = await purchaseReader(
    sql,
    rows.map(({ texts }) => texts),
    planned.flatMap(({ before }) => before?.id ?? []),
    file.order,
  );
  const purchases = planned.map((row, index) => withPurchase(row, read((rows[index] as { texts: Texts }).texts, row.before?.id ?? null)));
  await refuseRings(sql, planned);
  return withChanges(sql, planned, purchases, wantsChanges);
}

/** Puts what the row says of the purchase to what it says of the asset. */
function withPurchase(row: PlannedAsset, purchase: PurchaseRead): PurchaseRead {
  row.warnings.push(...purchase.warnings);
  row.reasons.push(...purchase.reasons);
  if (purchase.reasons.length > 0) Object.assign(row, { outcome: 'rejected', after: null });
  else if (row.outcome === 'unchanged' && purchase.changes.length > 0) row.outcome = 'updated';
  return purchase;
}

async function withChanges(
  sql: Planning['sql'],
  planned: PlannedAsset[],
  purchases: PurchaseRead[],
  wantsChanges: boolean,
): Promise<PlannedWithPurchase[]> {
  const steps = wantsChanges ? planned.filter(isWriting) : [];
  const changes = await changesOfSteps(sql, steps as AssetStep[]);
  const changesOf = new Map(steps.map((row, index) => [row, changes[index]]));
  return planned.map((row, index) => ({
    ...row,
    purchase: purchases[index] as PurchaseRead,
    id: row.before?.id ?? row.after?.id ?? null,
    label: (row.after ?? row.before)?.tag || null,
    changes: [...(changesOf.get(row) ?? []), ...(isWriting(row) ? (purchases[index] as PurchaseRead).changes : [])],
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
  const spoken = rows.filter(({ before }) => (before as Kept | null)?.purchase);
  const purchases = await purchaseFacts(
    sql,
    spoken.map(({ subjectId }) => subjectId as string),
  );
  for (const { line, subjectId, label, before } of spoken) {
    if (purchases.get(subjectId as string)?.version !== (before as Kept).purchase?.versionAfter)
      reasons.set(line, `${label} was changed since`);
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
