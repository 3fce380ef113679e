import { z } from 'zod';
import { line, text } from '../platform/schemas.ts';
import { fieldTypes, formFault } from './service-form.ts';

const label = z.strictObject({ en: line(200), fr: line(200) });
const key = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be a word such as officeFloor')
  .meta({ example: 'officeFloor' });

const field = z.strictObject({
  key,
  label,
  type: z.enum(fieldTypes),
  isRequired: z.boolean().default(false),
  options: z
    .array(z.strictObject({ value: line(80), label }))
    .max(100)
    .default([]),
  showWhen: z
    .strictObject({ key, equals: text(200) })
    .nullable()
    .default(null),
});

/** What a service asks, in order. */
export const serviceForm = z
  .array(field)
  .max(30)
  .superRefine((fields, context) => {
    const fault = formFault(fields);
    if (fault) context.addIssue({ code: 'custom', path: [fault.index], message: fault.message });
  });

/** Answers by the key of their question. */
export const formGiven = z.record(
  z.string().max(40),
  z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(200)).max(100)]),
);

const both = z.object({ en: z.string(), fr: z.string() });
export const formAnswer = z
  .object({
    key: z.string(),
    label: both,
    type: z.enum(fieldTypes),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    text: both,
  })
  .meta({ id: 'FormAnswer' });
