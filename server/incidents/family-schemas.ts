import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, line, pageQuery, text } from '../platform/schemas.ts';
import { levels } from './incident.ts';
import { incidentRefAnswer } from './incident-schemas.ts';

const idOrNumber = z.string().min(1).max(64);

export const newSplit = z
  .strictObject({
    /** Of the incident that is made. */
    title: line(200),
    description: text(50_000, 0).default(''),
    commentIds: z.array(id).max(500).default([]),
    /** Files that belong to no comment; those of a comment go with it. */
    attachmentIds: z.array(id).max(500).default([]),
    /** Whoever wrote the first of the messages, unless told. */
    requesterId: id.optional(),
    impact: z.enum(levels).optional(),
    urgency: z.enum(levels).optional(),
    serviceId: id.nullable().optional(),
    supportGroupId: id.optional(),
    /** `firstMessage`: promises count from when the requester's first message was received. */
    startsAt: z.enum(['firstMessage', 'now']).default('firstMessage'),
  })
  .refine((value) => value.commentIds.length + value.attachmentIds.length > 0, 'choose a comment or a file');

export const splitAnswer = z
  .object({
    id,
    /** The incident that was made. */
    incident: incidentRefAnswer,
    comments: z.number().int(),
    files: z.number().int(),
    splitAt: instantAnswer,
    undoneAt: instantAnswer.nullable(),
  })
  .meta({ id: 'IncidentSplit' });

export const newMerges = z.strictObject({ incidentIds: z.array(idOrNumber).min(1).max(100) });
export const newChildren = z.strictObject({ incidentIds: z.array(idOrNumber).min(1).max(200) });
export const newParent = z.strictObject({ parentId: idOrNumber.meta({ description: 'Id or number' }) });

export const answerToChildren = z.strictObject({
  body: text(50_000),
  /** Whether the parent gets the same answer. */
  alsoParent: z.boolean().default(true),
});

export const resolutionOfChildren = z.strictObject({
  code: text(60),
  note: text(10_000, 0).default(''),
  alsoParent: z.boolean().default(true),
});

export const fanOutAnswer = z
  .object({
    id,
    kind: z.enum(['answer', 'resolve', 'reopen']),
    text: z.string(),
    code: z.string().nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    /** How many children it is for, how many have it, and how many could not take it. */
    total: z.number().int(),
    done: z.number().int(),
    skipped: z.number().int(),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
    /** True for a resolution whose children can still be reopened together. */
    canUndo: z.boolean(),
    /** The first 20 that could not take it, and why. */
    leftOut: z.array(z.object({ incident: incidentRefAnswer, reason: z.string() })),
  })
  .meta({ id: 'FanOut' });

export const familyAnswer = z
  .object({
    parent: incidentRefAnswer.nullable(),
    children: z.object({ total: z.number().int(), open: z.number().int() }),
    /** What was done to all children together, the last first. */
    acts: z.array(fanOutAnswer),
  })
  .meta({ id: 'IncidentFamily' });

export const childrenQuery = z.object({ ...pageQuery });
export const childAnswer = incidentRefAnswer
  .extend({ requester: personRefAnswer.nullable(), openedAt: instantAnswer, addedAt: instantAnswer })
  .meta({ id: 'ChildIncident' });
