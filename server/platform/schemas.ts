import { z } from 'zod';

/**
 * Text that people typed: trimmed, never empty unless `min` is 0, without control characters (PostgreSQL refuses NUL).
 * Right-to-left marks are kept; the pages isolate them.
 */
export const text = (max: number, min = 1) => typed(max, min, (value) => value);

/**
 * Text that stands on one line, such as a title or a name: line breaks, tabs and runs of blanks become one blank.
 * The no-break spaces of French typography stay.
 */
export const line = (max: number) => typed(max, 1, (value) => value.replace(/(?:[^\S\u00a0\u202f]|\u0085)+/g, ' '));

const typed = (max: number, min: number, tidy: (value: string) => string) =>
  z
    .string()
    .overwrite(tidy)
    .trim()
    .min(min)
    .max(max)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), 'must not contain control characters')
    .refine((value) => !/\p{Surrogate}/u.test(value), 'must be well-formed Unicode');

/** An id in an address or a body; anything that is not one is simply not found. */
export const id = z
  .string()
  .min(1)
  .max(64)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
  .refine((value) => !/[\u0000-\u001f\u007f]/.test(value), 'is not an id');
export const idParams = z.object({ id });

/** An instant in ISO 8601 with zone; answered in UTC with milliseconds. */
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
export const instantAnswer = z.date().or(z.string());

/** A calendar date, `2026-11-24`. */
export const calendarDate = z.iso.date();

/** `?limit=&cursor=` of every list. */
export const pageQuery = { limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(500).optional() };

/** The answer of every list: the items and the cursor of the next page, null on the last. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** A version for optimistic locking; sent back in `If-Match`. */
export const version = z.number().int();
