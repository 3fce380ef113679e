import { z } from 'zod';

/** What the list of assets can show beside the name. */
export const listColumns = [
  'tag',
  'status',
  'custodian',
  'location',
  'kind',
  'manufacturer',
  'model',
  'serial',
  'criticality',
  'checkedOutAt',
  'dueAt',
  'warrantyUntil',
  'purchasedOn',
  'purchaseCost',
  'createdAt',
  'updatedAt',
] as const;
export type ListColumn = (typeof listColumns)[number];

/** What everybody sees who has not chosen. */
export const firstColumns: ListColumn[] = ['tag', 'status', 'custodian', 'location', 'updatedAt'];

export const chosenColumns = z
  .array(z.enum(listColumns))
  .max(listColumns.length)
  .refine((chosen) => new Set(chosen).size === chosen.length, 'must not name a column twice');

export const listColumnsBody = z.strictObject({ columns: chosenColumns });
