import { z } from 'zod';
import { id, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { personRefAnswer, timeZone } from './person-schemas.ts';

export const locationAnswer = z
  .object({
    id,
    name: z.string(),
    parentId: z.string().nullable(),
    timeZone: z.string(),
    address: z.string().nullable(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'Location' });

export const newLocation = z.strictObject({
  name: line(200),
  parentId: id.nullable().default(null),
  timeZone: timeZone.default('UTC'),
  address: text(500).nullable().default(null),
});

export const locationChanges = z
  .strictObject({ name: line(200), parentId: id.nullable(), timeZone, address: text(500).nullable() })
  .partial();

export const supportGroupAnswer = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    isDefault: z.boolean(),
    version,
    members: z.array(personRefAnswer),
    createdAt: instantAnswer,
  })
  .meta({ id: 'SupportGroup' });

export const newSupportGroup = z.strictObject({
  name: line(120),
  email: z.email().max(254).nullable().default(null),
  isDefault: z.boolean().default(false),
  memberIds: z.array(id).max(1000).default([]),
});

export const supportGroupChanges = z
  .strictObject({ name: line(120), email: z.email().max(254).nullable(), isDefault: z.boolean(), memberIds: z.array(id).max(1000) })
  .partial();
