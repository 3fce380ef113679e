import { transact } from '../../db/transaction.ts';
import { companyOf } from '../asset-kinds/companies/company-queries.ts';
import { kindOf } from '../asset-kinds/kind-queries.ts';
import { findLocation } from '../people/location-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import type { Asset } from './asset.ts';
import { settleFields } from './asset-field-values.ts';
import { type AssetAnswer, type NewAssetInput, newAsset } from './asset-schemas.ts';
import { nextTag } from './asset-store.ts';
import { checkOutAsset } from './check-out-asset.ts';
import { warrantyOf } from './makes/warranty-of.ts';
import { checkUniqueness, type Occasion, refusingDoubles, writeNewAsset } from './write-asset.ts';

const defaultCurrency = 'EUR';

/**
 * Registers a device under the next tag, or under its own. 422 when the tag, the serial number or the IMEI belongs to
 * another or the location does not exist. With a custodian it is handed out in the same step.
 */
export async function registerAsset(ctx: Context, actor: Actor, input: NewAssetInput, source?: Occasion['source']): Promise<AssetAnswer> {
  const { custodian, purchaseCost, fields: given, ...fields } = newAsset.parse(input);
  return refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      await checkKind(tx, fields.kind);
      await checkLocation(tx, fields.locationId);
      await checkCompany(tx, fields.companyId);
      const now = tx.clock();
      const id = newId();
      // An agent knows nothing of what people are asked for, and its machine is there all the same.
      const isWhole = source !== 'agent';
      const asset: Asset = {
        ...fields,
        id,
        tag: fields.tag ?? (await nextTag(tx.db.sql, fields, now.getUTCFullYear())),
        fields: await settleFields(tx, { id, kind: fields.kind, present: {}, given, isWhole }),
        custodianType: null,
        custodianId: null,
        checkedOutAt: null,
        dueAt: null,
        ...costOf(purchaseCost, fields.purchaseCurrency),
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      asset.warrantyUntil ??= await warrantyOf(tx, asset);
      await checkUniqueness(tx, asset);
      const view = await writeNewAsset(tx, actor, asset, { kind: 'registered', ...(source && { source }) });
      if (!custodian) return view;
      return checkOutAsset(tx, actor, asset.id, { [`${custodian.type}Id`]: custodian.id, dueAt: null, note: null }, null);
    }),
  );
}

/** An amount with its currency; no amount has none. */
export const costOf = (cost: number | null, currency: string | null): Pick<Asset, 'purchaseCostCents' | 'purchaseCurrency'> =>
  cost === null
    ? { purchaseCostCents: null, purchaseCurrency: null }
    : { purchaseCostCents: Math.round(cost * 100), purchaseCurrency: currency ?? defaultCurrency };

/** 422 when there is no such kind, or it is offered no more. */
export async function checkKind(tx: Context, key: string): Promise<void> {
  const kind = await kindOf(tx.db.sql, key);
  if (!kind) throw invalid('/kind', 'There is no such kind');
  if (!kind.isActive) throw invalid('/kind', `${kind.name.en} is offered no more`);
}

/** 422 when there is no such company. */
export async function checkCompany(tx: Context, companyId: string | null | undefined): Promise<void> {
  if (companyId && !(await companyOf(tx.db.sql, companyId))) throw invalid('/companyId', 'There is no such company');
}

/** 422 when there is no such location. */
export async function checkLocation(tx: Context, locationId: string | null | undefined): Promise<void> {
  if (locationId && !(await findLocation(tx.db.sql, locationId))) throw invalid('/locationId', 'There is no such location');
}
