import { z } from 'zod';
import { keptFilters as filters, sort } from '../incidents/incident-filter-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, line, version } from '../platform/schemas.ts';
import { columns, visibilities } from './view.ts';

const chosenColumns = z
  .array(z.enum(columns))
  .max(columns.length)
  .refine((chosen) => new Set(chosen).size === chosen.length, 'must not name a column twice');

const fields = {
  name: line(80),
  visibility: z.enum(visibilities),
  /** With whom a `group` view is shared. */
  supportGroupId: id.nullable(),
  filters,
  sort,
  columns: chosenColumns,
};

export const newView = z.strictObject({
  ...fields,
  visibility: fields.visibility.default('personal'),
  supportGroupId: fields.supportGroupId.default(null),
  filters: filters.optional(),
  sort: sort.optional(),
  columns: chosenColumns.optional(),
  /** A view to begin with: what is not said here is taken from it. */
  copyOf: id.optional(),
});

export const viewChanges = z.strictObject(fields).partial();

export const viewAnswer = z
  .object({
    id,
    /** Null for the views that everybody has from the start: the pages name those, in the reader's language. */
    name: z.string().nullable(),
    owner: personRefAnswer.nullable(),
    visibility: z.enum(visibilities),
    supportGroup: z.object({ id, name: z.string() }).nullable(),
    filters: z.record(z.string(), z.string()),
    sort: z.string(),
    /** Empty: the columns that the queue shows by itself. */
    columns: z.array(z.enum(columns)),
    /** At hand in my sidebar. */
    isPinned: z.boolean(),
    canEdit: z.boolean(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'View' });

/** Views in the order in which I want them; those not named stand behind. */
export const sidebar = z.strictObject({
  items: z
    .array(z.strictObject({ id, isPinned: z.boolean() }))
    .max(500)
    .refine((items) => new Set(items.map((item) => item.id)).size === items.length, 'must not name a view twice'),
});

export const viewCounts = z
  .object({
    items: z.array(z.object({ id, count: z.number().int() })),
    /** A count that reaches it means "or more". */
    limit: z.number().int(),
  })
  .meta({ id: 'ViewCounts' });
