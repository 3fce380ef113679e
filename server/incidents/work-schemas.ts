import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { duration } from '../platform/duration.ts';
import { id, instant, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { incidentParams } from './incident-schemas.ts';

/** Time spent and checklists: what technicians do on an incident besides talking. */

export const timeEntryParams = incidentParams.extend({ entryId: z.string().min(1).max(64) });
const spent = duration({ min: 'PT1M', max: 'PT24H' });

export const newTimeEntry = z.strictObject({
  spent,
  note: text(500, 0).default(''),
  /** When the work was done; now unless told. */
  workedAt: instant.optional(),
  /** The comment or work log that the time went into. */
  commentId: id.optional(),
});

export const timeEntryChanges = z.strictObject({ spent, note: text(500, 0), workedAt: instant }).partial();

export const timeEntryAnswer = z
  .object({
    id,
    incidentId: z.string(),
    person: personRefAnswer.nullable(),
    spent: z.string().meta({ example: 'PT45M' }),
    note: z.string(),
    workedAt: instantAnswer,
    commentId: z.string().nullable(),
    canChange: z.boolean(),
    version,
  })
  .meta({ id: 'TimeEntry' });

export const timeSpentAnswer = z
  .object({
    items: z.array(timeEntryAnswer),
    nextCursor: z.null(),
    /** All of it together, and by whom. */
    total: z.string(),
    people: z.array(z.object({ person: personRefAnswer, spent: z.string() })),
  })
  .meta({ id: 'TimeSpent' });

export const checklistParams = incidentParams.extend({ itemId: z.string().min(1).max(64) });
const what = line(300);

export const newChecklistItem = z
  .strictObject({
    text: what,
    assigneeId: id.nullable(),
    /** Adds every line of a template instead. */
    templateId: id,
  })
  .partial()
  .refine((value) => (value.text === undefined) !== (value.templateId === undefined), 'say text or templateId');

export const checklistItemChanges = z.strictObject({ text: what, assigneeId: id.nullable(), isDone: z.boolean() }).partial();

export const checklistOrder = z.strictObject({ itemIds: z.array(id).min(1).max(200) });

export const checklistItemAnswer = z
  .object({
    id,
    text: z.string(),
    assignee: personRefAnswer.nullable(),
    doneAt: instantAnswer.nullable(),
    doneBy: personRefAnswer.nullable(),
    version,
  })
  .meta({ id: 'ChecklistItem' });

export const newChecklistTemplate = z.strictObject({
  name: line(120),
  serviceId: id.nullable().default(null),
  items: z.array(what).min(1).max(50),
});
export const checklistTemplateChanges = z
  .strictObject({ name: line(120), serviceId: id.nullable(), items: z.array(what).min(1).max(50) })
  .partial();

export const checklistTemplateAnswer = z
  .object({ id, name: z.string(), serviceId: z.string().nullable(), items: z.array(z.string()), version })
  .meta({ id: 'ChecklistTemplate' });
