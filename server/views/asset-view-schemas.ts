import { z } from 'zod';
import { assetFilter, assetSorts } from '../assets/asset-schemas.ts';
import { chosenColumns } from '../assets/list-column-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { visibilities } from './view.ts';

const known = z.object({ ...assetFilter, q: text(200, 0).optional() });

/** Filters that are kept, as the address of the list of assets says them. */
const filters = z
  .record(z.string().max(40), z.string().max(2000))
  .superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (!(name in known.shape)) context.addIssue({ code: 'custom', path: [name], message: 'is not a filter' });
    }
    for (const { path, message } of known.safeParse(given).error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  })
  .meta({ description: `Any of ${Object.keys(known.shape).join(', ')}, each as the query of GET /assets says it` });

const fields = {
  name: line(80),
  visibility: z.enum(visibilities),
  /** With whom a `group` view is shared. */
  supportGroupId: id.nullable(),
  filters,
  sort: z.enum(assetSorts),
  columns: chosenColumns,
};

export const newAssetView = z.strictObject({
  ...fields,
  visibility: fields.visibility.default('personal'),
  supportGroupId: fields.supportGroupId.default(null),
  filters: filters.default({}),
  sort: fields.sort.default('tag'),
  columns: chosenColumns.default([]),
});

export const assetViewChanges = z.strictObject(fields).partial();

export const assetViewAnswer = z
  .object({
    id,
    name: z.string().nullable(),
    owner: personRefAnswer.nullable(),
    visibility: z.enum(visibilities),
    supportGroup: z.object({ id, name: z.string() }).nullable(),
    filters: z.record(z.string(), z.string()),
    sort: z.string(),
    /** Empty: the columns that each reader has chosen. */
    columns: z.array(z.string()),
    canEdit: z.boolean(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'AssetView' });
