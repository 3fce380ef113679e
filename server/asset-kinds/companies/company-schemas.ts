import { z } from 'zod';
import { id, instantAnswer, line, page, text, version } from '../../platform/schemas.ts';

const fields = { name: line(200), code: line(20).nullable(), notes: text(5000).nullable(), isActive: z.boolean() };

export const newCompany = z.strictObject({
  name: fields.name,
  code: fields.code.default(null),
  notes: fields.notes.default(null),
  isActive: fields.isActive.default(true),
});
export const companyChanges = z.strictObject(fields).partial();

export const companyAnswer = z
  .object({
    id,
    name: z.string(),
    code: z.string().nullable(),
    notes: z.string().nullable(),
    isActive: z.boolean(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'Company' });
export const companyPage = page(companyAnswer);
