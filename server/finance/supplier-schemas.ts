import { z } from 'zod';
import { id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';

const fields = {
  name: line(200),
  email: z.email().max(254).nullable(),
  phone: line(60).nullable(),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2000)
    .nullable(),
  contact: line(200).nullable(),
  accountNumber: line(120).nullable(),
  address: text(500).nullable(),
  notes: text(10_000).nullable(),
  isActive: z.boolean(),
};

export const newSupplier = z.strictObject({
  name: fields.name,
  email: fields.email.default(null),
  phone: fields.phone.default(null),
  url: fields.url.default(null),
  contact: fields.contact.default(null),
  accountNumber: fields.accountNumber.default(null),
  address: fields.address.default(null),
  notes: fields.notes.default(null),
  isActive: fields.isActive.default(true),
});
export type NewSupplier = z.output<typeof newSupplier>;

export const supplierChanges = z.strictObject(fields).partial();

export const supplierAnswer = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    url: z.string().nullable(),
    contact: z.string().nullable(),
    accountNumber: z.string().nullable(),
    address: z.string().nullable(),
    notes: z.string().nullable(),
    isActive: z.boolean(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Supplier' });

export const supplierRef = z.object({ id, name: z.string() }).meta({ id: 'SupplierRef' });

export const supplierPage = page(supplierAnswer);

/** `q` is how the name begins. */
export const supplierQuery = z.object({ ...pageQuery, q: text(200, 0).optional(), active: z.enum(['true', 'false']).optional() });
export type SupplierQuery = z.output<typeof supplierQuery>;
