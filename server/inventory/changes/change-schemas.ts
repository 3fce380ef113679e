import { z } from 'zod';
import { id, instant, instantAnswer, page, pageQuery } from '../../platform/schemas.ts';

export const changeQuery = z.object({
  ...pageQuery,
  since: instant.optional(),
  until: instant.optional(),
  /** Parts of the machine, separated by commas: `software,disks`; `register` stands for its record. */
  section: z
    .string()
    .max(300)
    .transform((value) => value.split(','))
    .optional(),
});
export type ChangeQuery = z.output<typeof changeQuery>;

/** One fact that is otherwise than it was: of the record, or of what agents find on the machine. */
export const changeAnswer = z
  .object({
    /** `name`, `software`, `interfaces.addresses`. */
    field: z.string(),
    section: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    /** The thing of which it is said: a program, a disk; null for the record itself. */
    item: z.string().nullable(),
    from: z.unknown(),
    to: z.unknown(),
    happenedAt: instantAnswer,
    source: z.enum(['person', 'import', 'agent', 'system']),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    eventId: id,
  })
  .meta({ id: 'AssetFactChange' });
export type ChangeAnswer = z.output<typeof changeAnswer>;
export const changePage = page(changeAnswer);
