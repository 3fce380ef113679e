import { z } from 'zod';
import { duration } from '../../platform/duration.ts';
import { id, instantAnswer, line, page, pageQuery, version } from '../../platform/schemas.ts';

const fields = {
  name: line(120),
  locationId: id.nullable().describe('Where its machines stand until a person or a rule says more'),
  contactEvery: duration({ min: 'PT1H', max: 'P30D' }).describe('How often its agents are to come, in whole hours'),
  isActive: z.boolean(),
};

export const newSource = z.object({
  name: fields.name,
  locationId: fields.locationId.default(null),
  contactEvery: fields.contactEvery.default('PT24H'),
});
export const sourceChanges = z.object(fields).partial();

export const sourceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  username: z.string(),
  location: z.object({ id: z.string(), name: z.string() }).nullable(),
  contactEvery: z.string(),
  isActive: z.boolean(),
  reservedFor: z.string().nullable().describe('The only device id that may use it'),
  agentCount: z.number().int().describe('Agents that came with it; more than 1,000 are 1,000'),
  lastContactAt: instantAnswer.nullable(),
  createdAt: instantAnswer,
  version,
});
export const sourcePage = page(sourceAnswer);
export const sourceWithPassword = sourceAnswer.extend({ password: z.string().describe('Shown this once') });

export const agentAnswer = z.object({
  id: z.string(),
  source: z.object({ id: z.string(), name: z.string() }),
  deviceId: z.string(),
  product: z.string().nullable(),
  name: z.string().nullable(),
  asset: z.object({ id: z.string(), tag: z.string(), name: z.string() }).nullable(),
  isFullWanted: z.boolean().describe('Only parts of its machine are known; a whole inventory is asked for'),
  firstSeenAt: instantAnswer,
  lastContactAt: instantAnswer,
  lastInventoryAt: instantAnswer.nullable(),
  nextContactBy: instantAnswer.nullable(),
  isLate: z.boolean().describe('It should have come by now'),
  lastError: z.string().nullable(),
});
export const agentPage = page(agentAnswer);
export const agentQuery = z.object({ ...pageQuery, sourceId: id.optional(), assetId: id.optional(), isLate: z.stringbool().optional() });

export type SourceAnswer = z.output<typeof sourceAnswer>;
export type AgentAnswer = z.output<typeof agentAnswer>;
