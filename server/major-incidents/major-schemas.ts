import { z } from 'zod';
import { announcementItem, bilingualAnswer, bilingualText, bilingualTitle } from '../announcements/announcement-schemas.ts';
import { incidentRefAnswer } from '../incidents/incident-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { duration } from '../platform/duration.ts';
import { id, instant, instantAnswer, line, pageQuery, text, version } from '../platform/schemas.ts';
import { majorStates, phases, stages } from './major-incident.ts';

const namedRef = z.object({ id, name: z.string() });
/** How often news are promised. */
const cadence = duration({ min: 'PT5M', max: 'PT24H' });

const scopes = { serviceIds: z.array(id).max(50), locationIds: z.array(id).max(50) };

export const newMajor = z.strictObject({
  incidentId: z.string().min(1).max(64).meta({ description: 'Id or number of the incident' }),
  /** What everybody reads. */
  title: bilingualTitle,
  body: bilingualText,
  serviceIds: scopes.serviceIds.optional().meta({ description: 'The incident’s own service unless told' }),
  locationIds: scopes.locationIds.default([]),
  /** Who leads: the caller unless told. */
  commanderId: id.optional(),
  updateEvery: cadence.nullable().default('PT30M'),
});

export const majorChanges = z
  .strictObject({
    title: bilingualTitle,
    body: bilingualText,
    ...scopes,
    commanderId: id,
    updateEvery: cadence.nullable(),
    rootCause: text(20_000, 0),
    lessons: text(20_000, 0),
  })
  .partial();

export const newUpdate = z.strictObject({ stage: z.enum(['investigating', 'identified', 'monitoring']), body: bilingualText });
export const ending = z.strictObject({ summary: bilingualText });

export const updateAnswer = z
  .object({
    id,
    stage: z.enum(stages),
    body: bilingualAnswer,
    author: z.object({ id: z.string().nullable(), name: z.string() }),
    publishedAt: instantAnswer,
    /** True for a minute: nobody was told yet. */
    canTakeBack: z.boolean(),
  })
  .meta({ id: 'MajorUpdate' });

export const taskAnswer = z
  .object({
    id,
    phase: z.enum(phases),
    title: z.string(),
    assignee: personRefAnswer.nullable(),
    doneAt: instantAnswer.nullable(),
    doneBy: personRefAnswer.nullable(),
  })
  .meta({ id: 'MajorTask' });

export const majorListItem = z
  .object({
    id,
    state: z.enum(majorStates),
    stage: z.enum(stages),
    title: bilingualAnswer,
    incident: incidentRefAnswer,
    services: z.array(namedRef),
    commander: personRefAnswer.nullable(),
    affected: z.number().int(),
    updateDueAt: instantAnswer.nullable(),
    declaredAt: instantAnswer,
    endedAt: instantAnswer.nullable(),
    version,
  })
  .meta({ id: 'MajorIncidentItem' });

/** Everything that the page of a major incident shows to the desk. */
export const majorAnswer = majorListItem
  .extend({
    body: bilingualAnswer,
    locations: z.array(namedRef),
    updateEvery: z.string().nullable(),
    rootCause: z.string(),
    lessons: z.string(),
    declaredBy: personRefAnswer.nullable(),
    /** People who said that they are affected too, without an incident of their own. */
    saidSo: z.number().int(),
    children: z.object({ total: z.number().int(), open: z.number().int() }),
    /** How many will be told of the next update: affected, requesters and followers of the services; counted to 5,000. */
    audience: z.number().int(),
    updates: z.array(updateAnswer),
    tasks: z.array(taskAnswer),
    canLead: z.boolean(),
  })
  .meta({ id: 'MajorIncident' });

export const majorQuery = z.object({ ...pageQuery, state: z.enum(majorStates).optional() });

export const newNote = z.strictObject({ text: text(5000), happenedAt: instant.optional() });
export const timelineEntry = z
  .object({
    id,
    happenedAt: instantAnswer,
    source: z.enum(['incident', 'major', 'update']),
    kind: z.string(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    /** In the reader’s words where it was written so; facts of events are in `detail`. */
    text: z.string(),
    detail: z.record(z.string(), z.unknown()),
    canRemove: z.boolean(),
  })
  .meta({ id: 'MajorTimelineEntry' });

export const newTask = z.strictObject({
  title: line(300),
  phase: z.enum(phases).default('response'),
  assigneeId: id.nullable().default(null),
});
export const taskChanges = z.strictObject({ title: line(300), assigneeId: id.nullable(), isDone: z.boolean() }).partial();

export const affectedAnswer = personRefAnswer.extend({ since: instantAnswer }).meta({ id: 'AffectedPerson' });
export const language = z.object({ language: z.enum(['en', 'fr']).default('en') });

/** A major incident as everybody may read it: nothing of the incident behind it. */
export const publicMajor = z
  .object({
    id,
    state: z.enum(['active', 'ended']),
    stage: z.enum(stages),
    title: bilingualAnswer,
    body: bilingualAnswer,
    services: z.array(namedRef),
    locations: z.array(namedRef),
    affected: z.number().int(),
    /** Whether I said that I am affected, or have filed an incident about it. */
    isAffected: z.boolean(),
    /** Whether it is by a filed incident that I am, which cannot be taken back here. */
    byIncident: z.boolean(),
    nextUpdateBy: instantAnswer.nullable(),
    declaredAt: instantAnswer,
    endedAt: instantAnswer.nullable(),
    updates: z.array(z.object({ id, stage: z.enum(stages), body: bilingualAnswer, publishedAt: instantAnswer })),
  })
  .meta({ id: 'PublicMajorIncident' });

export const serviceStatusAnswer = z
  .object({
    active: z.array(publicMajor),
    /** Ended within the last seven days. */
    recent: z.array(publicMajor),
    maintenance: z.array(announcementItem),
    services: z.array(namedRef.extend({ state: z.enum(['up', 'maintenance', 'outage']), isFollowed: z.boolean() })),
  })
  .meta({ id: 'ServiceStatus' });

export const cardAnswer = z
  .object({
    /** The major incident that this incident is, if it is one. */
    majorIncident: majorListItem.nullable(),
    /** The one that it belongs to by its parent. */
    ofParent: majorListItem.nullable(),
    canDeclare: z.boolean(),
  })
  .meta({ id: 'MajorIncidentCard' });
