import { z } from 'zod';
import { assetRefAnswer } from '../../assets/asset-schemas.ts';
import { id, instantAnswer, line, page, pageQuery, version } from '../../platform/schemas.ts';
import { keyTypes } from './identity.ts';

const keyType = z.enum(keyTypes);

export const objectionBody = z.strictObject({
  differ: z.array(keyType).min(1).max(4),
  verdict: z.enum(['separate', 'review']),
});

export const ruleBody = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be lower case letters, digits and hyphens'),
  isEnabled: z.boolean(),
  keys: z.array(keyType).min(1).max(4),
  match: z.enum(['same', 'review']),
  objections: z.array(objectionBody).max(12),
});

export const ruleBookBody = z.strictObject({
  rules: z
    .array(ruleBody)
    .min(1)
    .max(50)
    .refine((rules) => new Set(rules.map((rule) => rule.id)).size === rules.length, 'each rule needs an id of its own'),
  junk: z.array(z.strictObject({ type: keyType, pattern: line(120) })).max(2000),
});
export const ruleBookAnswer = ruleBookBody.extend({ version, isDefault: z.boolean() }).meta({ id: 'MatchRules' });

export const previewAnswer = z
  .object({
    /** How many ways of introducing themselves were looked at. */
    looked: z.number().int(),
    isComplete: z.boolean(),
    /** Machines that the rules would place otherwise, some of them. */
    moves: z.array(
      z.object({
        fingerprintId: id,
        name: z.string().nullable(),
        from: assetRefAnswer.nullable(),
        to: z.enum(['asset', 'new', 'review']),
        asset: assetRefAnswer.nullable(),
      }),
    ),
  })
  .meta({ id: 'MatchRulesPreview' });

const words = z.record(keyType, z.array(z.string()));

export const candidateAnswer = z.object({
  asset: assetRefAnswer,
  ruleId: z.string().nullable(),
  /** Words that the two have in common, and words in which they differ. */
  shared: z.array(z.object({ type: keyType, value: z.string() })),
  differs: z.array(z.object({ type: keyType, machine: z.array(z.string()), asset: z.array(z.string()) })),
});

export const reviewAnswer = z
  .object({
    id,
    reason: z.enum(['several', 'contradiction']),
    state: z.enum(['open', 'decided', 'settled']),
    name: z.string().nullable(),
    words,
    model: z.string().nullable(),
    source: z.object({ id, name: z.string() }).nullable(),
    candidates: z.array(candidateAnswer),
    decision: z.enum(['asset', 'new', 'ignore']).nullable(),
    asset: assetRefAnswer.nullable(),
    deciderName: z.string().nullable(),
    decidedAt: instantAnswer.nullable(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'InventoryReview' });
export type ReviewAnswer = z.output<typeof reviewAnswer>;
export const reviewPage = page(reviewAnswer);
export const reviewQuery = z.object({ ...pageQuery, state: z.enum(['open', 'decided', 'settled']).default('open') });

export const decisionBody = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('asset'), assetId: id }),
  z.strictObject({ decision: z.literal('new') }),
  z.strictObject({ decision: z.literal('ignore') }),
]);
export type DecisionBody = z.output<typeof decisionBody>;

export const mergeBody = z.strictObject({ fromId: id, intoId: id });
export const splitBody = z.strictObject({ fingerprintIds: z.array(id).min(1).max(200), name: line(200).optional() });

export const mergeAnswer = z
  .object({
    id,
    kind: z.enum(['merge', 'split']),
    from: assetRefAnswer.nullable(),
    into: assetRefAnswer.nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    doneAt: instantAnswer,
    undoneAt: instantAnswer.nullable(),
    undoneByName: z.string().nullable(),
  })
  .meta({ id: 'AssetMerge' });
export const mergePage = page(mergeAnswer);
export const mergeQuery = z.object({ ...pageQuery, assetId: id.optional() });
