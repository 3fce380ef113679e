import { z } from 'zod';
import { calendarDate, id, instant, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { assetStatuses, criticalities, custodianTypes } from './asset.ts';
import { imeisFrom, isImei, normalMac } from './asset-identifiers.ts';

const mac = z
  .string()
  .max(40)
  .transform((value, issues) => {
    const normal = normalMac(value);
    if (!normal) issues.addIssue({ code: 'custom', message: 'is not a MAC address' });
    return normal ?? z.NEVER;
  });

const uuid = z.guid('is not a UUID').transform((value) => value.toUpperCase());

const imei = z
  .string()
  .max(40)
  .transform((value) => value.replace(/[\s./-]/g, ''))
  .refine(isImei, 'is not an IMEI: 15 digits of which the last is a check digit');

/** A kind's key; whether there is one, the register knows. */
const kind = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/, 'is not the key of a kind');

/** Values of own fields by their keys, in whatever form; what they must be like, the kind says. */
const fieldValues = z.record(z.string().max(40), z.unknown()).refine((values) => Object.keys(values).length <= 200, 'has too many fields');

const givenIdentifiers = z.strictObject({
  uuid: uuid.nullable().default(null),
  macs: z
    .array(mac)
    .max(64)
    .default([])
    .transform((macs) => [...new Set(macs)]),
  imei: imei.nullable().optional(),
  /** A mobile with several SIM cards has several. */
  imeis: z.array(imei).max(8).optional(),
});
const identifiers = givenIdentifiers.transform(({ imei, imeis, ...rest }) => ({ ...rest, ...imeisFrom(imei, imeis) }));

/** Money as a number with at most two decimals, or the same as text. */
const money = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d{1,2})?$/, 'must be an amount such as 1299.90')
      .transform(Number),
  ])
  .refine((value) => value >= 0 && value <= 1e12, 'must be between 0 and a million million')
  .refine((value) => Math.abs(Math.round(value * 100) - value * 100) < 1e-4, 'must have at most two decimals');

const currency = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

/** Statuses that an asset may be given directly; it leaves service by `PUT …/retirement`. */
const statusInService = z.enum(['in_stock', 'deployed', 'in_repair', 'lost']);

/** Words that stand where a tag stands in an address. */
const reservedTags = new Set(['imports', 'import', 'export.csv', 'new', 'facets', 'columns', 'bulk-changes']);

/** Printable, without blanks at the ends; slashes and bare dots would break the asset's address. */
const tag = text(60)
  .refine((value) => !/[/\\?#\n\r\t]/.test(value), 'must not contain / \\ ? # or line ends')
  .refine((value) => !/^\.\.?$/.test(value), 'must be more than dots')
  .refine((value) => !reservedTags.has(value.toLowerCase()), 'is a word that addresses use');

const fields = {
  kind,
  name: line(200),
  serial: line(120).nullable(),
  manufacturer: line(120).nullable(),
  model: line(120).nullable(),
  status: statusInService,
  locationId: id.nullable(),
  warrantyUntil: calendarDate.nullable(),
  purchasedOn: calendarDate.nullable(),
  purchaseCost: money.nullable(),
  purchaseCurrency: currency.nullable(),
  notes: text(10_000).nullable(),
  criticality: z.enum(criticalities),
  identifiers,
  companyId: id.nullable(),
  fields: fieldValues,
};

export const newAsset = z.strictObject({
  tag: tag.optional(),
  kind: fields.kind,
  name: fields.name,
  serial: fields.serial.default(null),
  manufacturer: fields.manufacturer.default(null),
  model: fields.model.default(null),
  status: fields.status.default('in_stock'),
  locationId: fields.locationId.default(null),
  warrantyUntil: fields.warrantyUntil.default(null),
  purchasedOn: fields.purchasedOn.default(null),
  purchaseCost: fields.purchaseCost.default(null),
  purchaseCurrency: fields.purchaseCurrency.default(null),
  notes: fields.notes.default(null),
  criticality: fields.criticality.default('medium'),
  identifiers: identifiers.prefault({}),
  companyId: fields.companyId.default(null),
  fields: fields.fields.default({}),
  /** Hands the new asset out in the same step. */
  custodian: z
    .object({ type: z.enum(custodianTypes), id })
    .nullable()
    .default(null),
});
export type NewAsset = z.output<typeof newAsset>;
/** What must be said to register an asset; the rest has defaults. */
export type NewAssetInput = z.input<typeof newAsset>;

export const assetChanges = z.strictObject({ tag, ...fields }).partial();
export type AssetChanges = z.output<typeof assetChanges>;

export const custodianAnswer = z.object({ type: z.enum(custodianTypes), id, name: z.string() }).meta({ id: 'Custodian' });

export const assetRefAnswer = z
  .object({ id, tag: z.string(), name: z.string(), kind: z.string(), status: z.enum(assetStatuses) })
  .meta({ id: 'AssetRef' });

export const assetAnswer = z
  .object({
    id,
    tag: z.string(),
    kind: z.string(),
    name: z.string(),
    serial: z.string().nullable(),
    manufacturer: z.string().nullable(),
    model: z.string().nullable(),
    status: z.enum(assetStatuses),
    locationId: z.string().nullable(),
    location: z.object({ id, name: z.string() }).nullable(),
    custodian: custodianAnswer.nullable(),
    checkedOutAt: instantAnswer.nullable(),
    dueAt: instantAnswer.nullable(),
    warrantyUntil: z.string().nullable(),
    purchasedOn: z.string().nullable(),
    /** Null for employees, who see neither the price nor the notes of what they hold. */
    purchaseCost: z.number().nullable(),
    purchaseCurrency: z.string().nullable(),
    notes: z.string().nullable(),
    criticality: z.enum(criticalities),
    identifiers: z.object({
      uuid: z.string().nullable(),
      macs: z.array(z.string()),
      imei: z.string().nullable(),
      imeis: z.array(z.string()).optional(),
    }),
    companyId: z.string().nullable(),
    company: z.object({ id, name: z.string() }).nullable(),
    /** Own fields by their keys; people and places with their names. Employees get those that are meant for them. */
    fields: z.record(z.string(), z.unknown()),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'Asset' });
export type AssetAnswer = z.output<typeof assetAnswer>;

export const assetPage = page(assetAnswer);

/** An asset is addressed by its id or by its tag in any case. */
export const assetParams = z.object({ id: text(80) });

/** Several values of a closed set, separated by commas: `?status=deployed,in_repair`. */
const oneOrMore = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .string()
    .max(200)
    .transform((value) => value.split(','))
    .pipe(z.array(z.enum(values)).min(1));

export const assetSorts = ['tag', '-tag', 'name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'] as const;
export type AssetSort = (typeof assetSorts)[number];

/** What every list of assets may be narrowed by. */
export const assetFilter = {
  kind: z
    .string()
    .max(2000)
    .transform((value) => value.split(','))
    .pipe(z.array(kind).min(1).max(50))
    .optional(),
  status: oneOrMore(assetStatuses).optional(),
  criticality: oneOrMore(criticalities).optional(),
  /** One or more, separated by commas; a comma inside of one is written `\\,`. */
  manufacturer: z
    .string()
    .max(2000)
    .transform((value) => value.split(/(?<!\\),/).map((each) => each.replaceAll('\\,', ',').trim()))
    .pipe(z.array(text(120)).min(1).max(50))
    .optional(),
  /** `none`: what nobody was given. */
  custodianId: id.optional(),
  locationId: id.optional(),
  /** A location and everything that lies in it. */
  withinLocationId: id.optional(),
  /** Only what was expected back before now. */
  overdue: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional(),
};

export const assetQuery = z.object({ ...pageQuery, ...assetFilter, q: text(200, 0).optional(), sort: z.enum(assetSorts).default('tag') });
export type AssetQuery = z.output<typeof assetQuery>;
export type AssetFilter = Omit<AssetQuery, 'limit' | 'cursor' | 'q' | 'sort'>;

export const exportQuery = z.object({ ...assetFilter, delimiter: z.enum([',', ';']).default(',') });

const note = text(2000).nullable().default(null);

/** Exactly one of the three says who or what gets the asset. */
export const checkOutBody = z
  .strictObject({
    personId: id.optional(),
    locationId: id.optional(),
    assetId: id.optional(),
    dueAt: instant.nullable().default(null),
    note,
  })
  .refine((body) => [body.personId, body.locationId, body.assetId].filter(Boolean).length === 1, {
    message: 'give exactly one of personId, locationId and assetId',
  });
export type CheckOut = z.output<typeof checkOutBody>;

export const checkInBody = z.strictObject({ locationId: id.optional(), note }).prefault({});
export type CheckIn = z.output<typeof checkInBody>;

export const retirementBody = z.strictObject({ status: z.enum(['retired', 'disposed']).default('retired'), note }).prefault({});
export type Retirement = z.output<typeof retirementBody>;

/** Who caused a change: a person, an import that a person started, an agent on the machine, or the program. */
export const changeSources = ['person', 'import', 'agent', 'system'] as const;

export const fieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });

export const assetEventKinds = [
  'registered',
  'changed',
  'checked_out',
  'checked_in',
  'retired',
  'reinstated',
  'undone',
  'related',
] as const;

export const assetEventAnswer = z
  .object({
    id,
    kind: z.enum(assetEventKinds),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    source: z.enum(changeSources),
    happenedAt: instantAnswer,
    note: z.string().nullable(),
    changes: z.array(fieldChange),
    importId: z.string().nullable(),
  })
  .meta({ id: 'AssetEvent' });
export type AssetEventAnswer = z.output<typeof assetEventAnswer>;

export const assetEventPage = page(assetEventAnswer);
export const assetEventQuery = z.object(pageQuery);
