import { z } from 'zod';
import { id, instantAnswer, line, page, pageQuery, text, version } from '../../platform/schemas.ts';
import { assetFilter } from '../asset-schemas.ts';
import { labelWarnings, symbologies } from './label-layout.ts';
import { faultsOf } from './label-paper.ts';

const mm = (least: number, most: number) => z.number().min(least).max(most);
const size = z.strictObject({ width: mm(5, 500), height: mm(5, 500) });
const place = mm(-5, 450);

const sheet = z.strictObject({
  type: z.literal('sheet'),
  page: z.strictObject({ width: mm(20, 700), height: mm(20, 1000) }),
  label: size,
  columns: z.number().int().min(1).max(30),
  rows: z.number().int().min(1).max(60),
  left: place,
  top: place,
  pitchX: mm(5, 500),
  pitchY: mm(5, 500),
});

const tape = z.strictObject({ type: z.literal('tape'), label: size, isTurned: z.boolean().default(false) });

/** Paper in millimetres; labels that leave the page or overlap are refused where that is said. */
export const paper = z.discriminatedUnion('type', [sheet, tape]).superRefine((value, issues) => {
  for (const { field, message } of faultsOf(value)) issues.addIssue({ code: 'custom', path: [field], message });
});

/** What a label can say of an asset; of a place it says the name and the way to it. */
export const labelFields = ['tag', 'name', 'serial', 'make', 'kind', 'location', 'custodian', 'company', 'purchasedOn'] as const;
/** One of those, or an own field: `fields.asset_owner`. */
const labelField = z.union([z.enum(labelFields), z.templateLiteral(['fields.', z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)])]);
export type LabelField = z.output<typeof labelField>;

export const design = z.strictObject({
  symbology: z.enum(symbologies).default('qr'),
  /** From the top; the first is the largest. */
  fields: z
    .array(labelField)
    .max(6)
    .transform((fields) => [...new Set(fields)])
    .default(['tag', 'name', 'serial']),
  /** Such as "Property of Lumen". */
  heading: line(60).nullable().default(null),
});
export type LabelDesign = z.output<typeof design>;

export const newTemplate = z.strictObject({
  name: line(80),
  paper,
  design: design.prefault({}),
  /** The one that is offered first. */
  isDefault: z.boolean().default(false),
});
export type NewTemplate = z.output<typeof newTemplate>;
export const templateChanges = z.strictObject({ name: line(80), paper, design, isDefault: z.boolean() }).partial();

export const templateAnswer = z
  .object({
    id,
    name: z.string(),
    paper: z.discriminatedUnion('type', [sheet, tape]),
    design: z.object({ symbology: z.enum(symbologies), fields: z.array(labelField), heading: z.string().nullable() }),
    isDefault: z.boolean(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'LabelTemplate' });
export type LabelTemplate = z.output<typeof templateAnswer>;
export const templatePage = page(templateAnswer);
export const templateQuery = z.object(pageQuery);

export const knownPaperPage = page(
  z.object({ key: z.string(), name: z.string(), paper: z.discriminatedUnion('type', [sheet, tape]) }).meta({ id: 'KnownPaper' }),
);

const most = 2000;

/** Which labels, on what paper, and where the first one goes. */
export const labelPrint = z
  .strictObject({
    assetIds: z.array(id).max(most).optional(),
    locationIds: z.array(id).max(most).optional(),
    /** Assets as the list of assets is narrowed: `{"kind": "computer,server", "status": "in_stock"}`. */
    filter: z.object({ ...assetFilter, q: text(200, 0).optional() }).optional(),
    templateId: id.optional(),
    paper: paper.optional(),
    design: design.optional(),
    copies: z.number().int().min(1).max(20).default(1),
    /** Places of the first sheet that are used up already. */
    skip: z.number().int().min(0).max(1799).default(0),
    offsetX: mm(-20, 20).default(0),
    offsetY: mm(-20, 20).default(0),
    withEdges: z.boolean().default(false),
  })
  .refine(({ assetIds, locationIds, filter }) => [assetIds, locationIds, filter].filter(Boolean).length === 1, {
    message: 'give exactly one of assetIds, locationIds and filter',
  })
  .refine(({ templateId, paper }) => Boolean(templateId) || Boolean(paper), { message: 'give templateId or paper' });
export type LabelPrint = z.output<typeof labelPrint>;

export const labelPreviewQuery = z.object({ page: z.coerce.number().int().min(0).max(10_000).default(0) });
export const labelPreviewAnswer = z.object({
  svg: z.string(),
  page: z.number().int(),
  pageCount: z.number().int(),
  labelCount: z.number().int(),
  /** Of the labels on this page. */
  warnings: z.array(z.object({ warning: z.enum(labelWarnings), count: z.number().int() })),
});
export type LabelPreview = z.output<typeof labelPreviewAnswer>;

export const labelQuery = z.object({ symbology: z.enum(symbologies).optional(), templateId: id.optional() });
