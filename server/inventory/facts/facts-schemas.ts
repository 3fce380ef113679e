import { z } from 'zod';
import { assetRefAnswer } from '../../assets/asset-schemas.ts';
import { id, instantAnswer, page, pageQuery } from '../../platform/schemas.ts';
import { agentFields } from './agent-values.ts';

const value = z.union([z.string(), z.array(z.string()), z.null()]);
const field = z.enum(agentFields);

/** A value of the record with where it comes from. */
export const sourcedValue = z.object({
  field,
  value,
  /** Whose word stands in the register. */
  owner: z.enum(['agent', 'person']),
  agentValue: value,
  saidAt: instantAnswer.nullable(),
  source: z.object({ id, name: z.string() }).nullable(),
  /** A person's word stands against what the agent says. */
  differs: z.boolean(),
});

const part = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));

export const factsAnswer = z
  .object({
    /** Null while no agent has spoken of it. */
    agent: z
      .object({
        name: z.string().nullable(),
        deviceId: z.string(),
        source: z.object({ id, name: z.string() }).nullable(),
        firstContactAt: instantAnswer,
        lastContactAt: instantAnswer,
        lastFullAt: instantAnswer.nullable(),
        changedAt: instantAnswer,
        /** Only a part is known so far: the whole was asked for. */
        isStub: z.boolean(),
      })
      .nullable(),
    values: z.array(sourcedValue),
    sections: z.array(z.object({ name: z.string(), items: z.array(part), saidAt: instantAnswer })),
    /** Ways in which the machine introduced itself. */
    fingerprints: z.array(
      z.object({
        id,
        words: z.record(z.string(), z.array(z.string())),
        agentName: z.string().nullable(),
        isPinned: z.boolean(),
        firstSeenAt: instantAnswer,
      }),
    ),
    /** The record into which this one was joined. */
    joinedInto: assetRefAnswer.nullable(),
  })
  .meta({ id: 'AssetFacts' });
export type FactsAnswer = z.output<typeof factsAnswer>;

export const releaseBody = z.strictObject({ fields: z.array(field).min(1).max(agentFields.length) });

export const differenceAnswer = z
  .object({
    asset: assetRefAnswer,
    differences: z.array(z.object({ field, value, agentValue: value, saidAt: instantAnswer.nullable() })),
    lastContactAt: instantAnswer,
  })
  .meta({ id: 'AgentDifference' });
export const differencePage = page(differenceAnswer);
export const differenceQuery = z.object({ ...pageQuery, field: field.optional() });

export const bulkReleaseBody = z.strictObject({
  assetIds: z.array(id).min(1).max(500),
  fields: z.array(field).min(1).max(agentFields.length),
});
export const bulkReleaseAnswer = z.object({
  released: z.number().int(),
  refused: z.array(z.object({ asset: assetRefAnswer, message: z.string() })),
});
