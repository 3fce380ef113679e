import { z } from 'zod';
import { id, instantAnswer, page, pageQuery } from '../../platform/schemas.ts';

export const contactQuery = z.object({
  ...pageQuery,
  sourceId: id.optional(),
  agentId: id.optional(),
  assetId: id.optional(),
  isError: z.stringbool().optional().describe('Only those that went wrong'),
});

export const contactAnswer = z.object({
  id: z.string(),
  source: z.object({ id: z.string(), name: z.string() }).nullable(),
  username: z.string().nullable(),
  agentId: z.string().nullable(),
  deviceId: z.string().nullable(),
  product: z.string().nullable(),
  address: z.string().nullable(),
  message: z.string().describe('prolog, contact, inventory, discovery, query, upload, unknown, refused'),
  status: z.number().int(),
  answer: z.string().describe('The word of the answer that matters: SEND, NO_SEND, ok, pending, error'),
  outcome: z.string().nullable().describe('What became of an inventory: created, updated, unchanged, review, stub, kept'),
  asset: z.object({ id: z.string(), tag: z.string(), name: z.string() }).nullable(),
  error: z.string().nullable(),
  bytes: z.number().int(),
  durationMs: z.number().int(),
  happenedAt: instantAnswer,
});
export const contactPage = page(contactAnswer);
export type ContactAnswer = z.output<typeof contactAnswer>;

export const uploadAnswer = z.object({
  outcome: z.enum(['created', 'updated', 'unchanged', 'review', 'stub', 'kept']).describe('kept: accepted, and looked at soon'),
  name: z.string().nullable(),
  deviceId: z.string(),
  asset: z.object({ id: z.string(), tag: z.string(), name: z.string() }).nullable(),
});
