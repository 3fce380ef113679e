import { z } from 'zod';
import { id, instantAnswer, line, page, pageQuery, text, version } from '../../platform/schemas.ts';

const url = z.url({ protocol: /^https?$/, error: 'must be an address such as https://example.org/' }).max(2000);

const makerFields = {
  name: line(120),
  url: url.nullable(),
  supportUrl: url.nullable(),
  supportPhone: line(60).nullable(),
  supportEmail: z.email().max(254).nullable(),
  notes: text(5000).nullable(),
};

export const newManufacturer = z.strictObject({
  name: makerFields.name,
  url: makerFields.url.default(null),
  supportUrl: makerFields.supportUrl.default(null),
  supportPhone: makerFields.supportPhone.default(null),
  supportEmail: makerFields.supportEmail.default(null),
  notes: makerFields.notes.default(null),
});
export const manufacturerChanges = z.strictObject(makerFields).partial();
export type ManufacturerChanges = z.output<typeof manufacturerChanges>;

const aliasAnswer = z.object({ nameKey: z.string(), name: z.string() });

export const manufacturerAnswer = z
  .object({
    id,
    name: z.string(),
    url: z.string().nullable(),
    supportUrl: z.string().nullable(),
    supportPhone: z.string().nullable(),
    supportEmail: z.string().nullable(),
    notes: z.string().nullable(),
    /** Other writings that mean this maker. */
    aliases: z.array(aliasAnswer),
    /** Assets of this maker, counted to a thousand. */
    assetCount: z.number().int(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'Manufacturer' });
export const manufacturerPage = page(manufacturerAnswer);
export const manufacturerQuery = z.object({ ...pageQuery, q: text(120, 0).optional() });

export const mergeBody = z.strictObject({ intoId: id });
export const aliasBody = z.strictObject({ name: line(120) });
export const aliasParams = z.object({ id, key: z.string().min(1).max(500) });

/** Makers of which the names differ in no more than legal forms and signs. */
export const likenessAnswer = z.object({
  items: z.array(z.array(z.object({ id, name: z.string(), assetCount: z.number().int() }))),
});

const months = z.number().int().min(1).max(600);
const modelFields = {
  manufacturer: line(120).nullable(),
  name: line(120),
  modelNumber: line(120).nullable(),
  kind: z.string().max(40).nullable(),
  warrantyMonths: months.nullable(),
  lifeMonths: months.nullable(),
  url: url.nullable(),
  notes: text(5000).nullable(),
  isActive: z.boolean(),
};

export const newModel = z.strictObject({
  manufacturer: modelFields.manufacturer.default(null),
  name: modelFields.name,
  modelNumber: modelFields.modelNumber.default(null),
  kind: modelFields.kind.default(null),
  warrantyMonths: modelFields.warrantyMonths.default(null),
  lifeMonths: modelFields.lifeMonths.default(null),
  url: modelFields.url.default(null),
  notes: modelFields.notes.default(null),
  isActive: modelFields.isActive.default(true),
});
export const modelChanges = z.strictObject(modelFields).partial();
export type ModelChanges = z.output<typeof modelChanges>;

export const modelAnswer = z
  .object({
    id,
    manufacturer: z.string().nullable(),
    name: z.string(),
    modelNumber: z.string().nullable(),
    kind: z.string().nullable(),
    warrantyMonths: z.number().int().nullable(),
    lifeMonths: z.number().int().nullable(),
    url: z.string().nullable(),
    notes: z.string().nullable(),
    isActive: z.boolean(),
    aliases: z.array(aliasAnswer.extend({ manufacturerKey: z.string() })),
    assetCount: z.number().int(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'AssetModel' });
export const modelPage = page(modelAnswer);
export const modelQuery = z.object({
  ...pageQuery,
  q: text(120, 0).optional(),
  manufacturer: text(120).optional(),
  kind: z.string().max(40).optional(),
  active: z.enum(['true', 'false']).optional(),
});
