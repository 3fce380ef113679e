import { z } from 'zod';
import { id, instantAnswer, page, text } from '../platform/schemas.ts';
import { assetRefAnswer } from './asset-schemas.ts';

export const relationKinds = ['runs_on', 'connected_to', 'part_of'] as const;

export const newRelation = z.strictObject({ relation: z.enum(relationKinds), toAssetId: text(80) });
export type NewRelation = z.output<typeof newRelation>;

export const relationAnswer = z
  .object({
    id,
    relation: z.enum(relationKinds),
    /** `to`: this asset runs on the other; `from`: the other runs on this one. A connection has no direction to speak of. */
    direction: z.enum(['to', 'from']),
    asset: assetRefAnswer,
    createdAt: instantAnswer,
  })
  .meta({ id: 'AssetRelation' });
export type RelationAnswer = z.output<typeof relationAnswer>;
export const relationPage = page(relationAnswer);

export const impactAnswer = z
  .object({
    asset: assetRefAnswer,
    /** How it hangs together with the one before it on the way. */
    via: z.enum([...relationKinds, 'inside']),
    viaAssetId: id,
    /** Steps from the asset that fails. */
    distance: z.number().int(),
  })
  .meta({ id: 'AssetImpact' });
export type ImpactAnswer = z.output<typeof impactAnswer>;
export const impactPage = page(impactAnswer);
