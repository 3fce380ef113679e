import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, line, pageQuery, text, version } from '../platform/schemas.ts';
import { commentOrigins } from './comment-store.ts';
import { formGiven } from './form-schemas.ts';
import { eventKinds, levels, linkKinds, priorities, sourceTypes, statuses, visibilities } from './incident.ts';
import { incidentFilters, sort } from './incident-filter-schemas.ts';
import { mostTags } from './tag.ts';

const instantOrNull = instantAnswer.nullable();
const namedRef = z.object({ id, name: z.string() });

export const incidentRefAnswer = z
  .object({ id, number: z.string(), title: z.string(), status: z.enum(statuses), priority: z.enum(priorities) })
  .meta({ id: 'IncidentRef' });

/** An incident as lists show it. */
export const incidentListItem = z
  .object({
    id,
    number: z.string().meta({ example: 'INC-1042' }),
    title: z.string(),
    status: z.enum(statuses),
    priority: z.enum(priorities),
    impact: z.enum(levels),
    urgency: z.enum(levels),
    /** Null when a machine filed it; see `source`. */
    requester: personRefAnswer.nullable(),
    supportGroup: namedRef.nullable(),
    assignee: personRefAnswer.nullable(),
    service: namedRef.nullable(),
    asset: z.object({ id, tag: z.string(), name: z.string(), kind: z.string() }).nullable(),
    source: z.enum(sourceTypes),
    openedAt: instantAnswer,
    updatedAt: instantAnswer,
    acknowledgedAt: instantOrNull,
    responseDueAt: instantOrNull,
    responseMetAt: instantOrNull,
    responseBreachedAt: instantOrNull,
    resolutionDueAt: instantOrNull,
    resolutionMetAt: instantOrNull,
    resolutionBreachedAt: instantOrNull,
    /** The promise that falls due next; null when nothing is promised or the clock stands. */
    dueAt: instantOrNull,
    overdue: z.boolean(),
    pendingReason: z.string().nullable(),
    pendingUntil: instantOrNull,
    resolvedAt: instantOrNull,
    closedAt: instantOrNull,
    tags: z.array(z.string()),
    version,
  })
  .meta({ id: 'IncidentListItem' });

/** One incident with everything that its page shows, and what the caller may do with it now. */
export const incidentAnswer = incidentListItem
  .extend({
    description: z.string(),
    nextResponseDueAt: instantOrNull,
    nextResponseBreachedAt: instantOrNull,
    resolution: z
      .object({ code: z.string(), note: z.string(), resolvedAt: instantAnswer, resolvedBy: personRefAnswer.nullable() })
      .nullable(),
    mergedInto: z.object({ id, number: z.string() }).nullable(),
    isWatching: z.boolean(),
    canEdit: z.boolean(),
    canAssign: z.boolean(),
    canAcknowledge: z.boolean(),
    canPend: z.boolean(),
    canResume: z.boolean(),
    canResolve: z.boolean(),
    canReopen: z.boolean(),
    canClose: z.boolean(),
    canCancel: z.boolean(),
    canComment: z.boolean(),
    canCommentInternally: z.boolean(),
    canMerge: z.boolean(),
    canUnmerge: z.boolean(),
  })
  .meta({ id: 'Incident' });

export const incidentParams = z.object({ id: z.string().min(1).max(64).meta({ description: 'Id, or number such as INC-1042' }) });

/** A label; letters count as lower case, commas separate. */
export const tag = line(40).refine((value) => !value.includes(','), 'must not contain a comma');

export const newIncident = z.strictObject({
  title: line(200),
  description: text(50_000, 0).default(''),
  impact: z.enum(levels).default('low'),
  urgency: z.enum(levels).default('medium'),
  serviceId: id.nullable().optional(),
  assetId: id.nullable().optional(),
  supportGroupId: id.nullable().optional(),
  /** For whom; technicians alone may file for others. */
  requesterId: id.nullable().optional(),
  openedAt: instant.optional().meta({
    description: 'When it was really reported, e.g. by telephone; at most 31 days ago. For technicians: the clocks count from then',
  }),
  /** What the service asks, by the keys of its form. */
  form: formGiven.optional(),
  /** Labels; technicians alone give them. */
  tags: z.array(tag).max(mostTags).optional(),
});

export const incidentChanges = z
  .strictObject({
    title: line(200),
    description: text(50_000, 0),
    impact: z.enum(levels),
    urgency: z.enum(levels),
    serviceId: id.nullable(),
    assetId: id.nullable(),
    requesterId: id,
    tags: z.array(tag).max(mostTags),
  })
  .partial();

export const incidentQuery = z.object({ ...pageQuery, ...incidentFilters.shape, sort: sort.default('-openedAt') });

/** How many open incidents each queue holds; counted to `limit` at the most, which then means "or more". */
export const incidentCounts = z
  .object({
    open: z.number().int(),
    unassigned: z.number().int(),
    mine: z.number().int(),
    myGroups: z.number().int(),
    overdue: z.number().int(),
    supportGroups: z.array(z.object({ id, name: z.string(), open: z.number().int() })),
    limit: z.number().int(),
  })
  .meta({ id: 'IncidentCounts' });

export const assignment = z
  .strictObject({
    technicianId: z.string().min(1).max(64).nullable().meta({ description: 'An id, `me`, or null for nobody' }).optional(),
    supportGroupId: id.optional(),
  })
  .refine((value) => value.technicianId !== undefined || value.supportGroupId !== undefined, 'say technicianId, supportGroupId or both');

export const pending = z.strictObject({ reason: text(500), until: instant.nullable().optional() });
export const resolution = z.strictObject({ code: text(60), note: text(10_000, 0).default('') });
export const reopening = z.strictObject({ reason: text(2000, 0).optional() }).optional();
export const cancellation = z.strictObject({ reason: text(2000, 0).optional() }).optional();

export const newComment = z.strictObject({
  body: text(50_000),
  visibility: z.enum(visibilities).default('public'),
  /** Files uploaded before by the same person; they take over the comment's visibility. */
  attachmentIds: z.array(id).max(20).default([]),
  /** People whom the words mention: they are told and follow from now on. They must be able to read the comment. */
  mentionIds: z.array(id).max(20).default([]),
  /** The version of the caller's draft that this is; the draft ends with the comment unless it went on elsewhere. */
  draftVersion: z.number().int().min(1).max(999_999_999).optional(),
});

export const attachmentAnswer = z
  .object({
    id,
    name: z.string(),
    sizeBytes: z.number().int(),
    contentType: z.string(),
    sha256: z.string(),
    visibility: z.enum(visibilities),
    commentId: z.string().nullable(),
    uploadedBy: personRefAnswer.nullable(),
    createdAt: instantAnswer,
    /** Where to fetch it; pictures are shown in place, all else is downloaded. */
    url: z.string(),
    isImage: z.boolean(),
    /** How the page can show it without a download; null when it cannot. */
    preview: z.enum(['image', 'pdf', 'text']).nullable(),
    /** Set when it was taken away: its name stays, its bytes do not. */
    removedAt: instantOrNull,
    removedBy: z.string().nullable(),
  })
  .meta({ id: 'Attachment' });

export const commentAnswer = z
  .object({
    id,
    incidentId: z.string(),
    body: z.string(),
    visibility: z.enum(visibilities),
    author: z.object({ id: z.string().nullable(), name: z.string() }),
    createdAt: instantAnswer,
    editedAt: instantOrNull,
    mentions: z.array(namedRef),
    attachments: z.array(attachmentAnswer),
    /** The version of the incident after the comment. */
    version,
  })
  .meta({ id: 'Comment' });

export const timelineQuery = z.object({
  ...pageQuery,
  order: z.enum(['asc', 'desc']).default('asc'),
  /** `comments` leaves out everything that is not a comment or a file; `history` leaves these out. */
  only: z.enum(['comments', 'history']).optional(),
});

export const timelineItem = z
  .object({
    id,
    kind: z.enum(eventKinds),
    visibility: z.enum(visibilities),
    /** Null id: the program itself. */
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    happenedAt: instantAnswer,
    /** Set when the entry came in with a merged incident. */
    from: z.object({ id, number: z.string() }).nullable(),
    /** Fields with what they were and are; references as `{id, name}`. */
    changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    /** Other facts of the event, e.g. `reason`, `until`, `code`, `note`, `step`. */
    detail: z.record(z.string(), z.unknown()),
    comment: z
      .object({
        id,
        /** Empty when it was taken back. */
        body: z.string(),
        origin: z.enum(commentOrigins),
        version,
        editedAt: instantOrNull,
        deletedAt: instantOrNull,
        deletedBy: z.string().nullable(),
        mentions: z.array(namedRef),
        canEdit: z.boolean(),
        canDelete: z.boolean(),
      })
      .nullable(),
    attachments: z.array(attachmentAnswer),
  })
  .meta({ id: 'TimelineItem' });

export const newLink = z.strictObject({
  incidentId: z.string().min(1).max(64).meta({ description: 'Id or number of the other incident' }),
  kind: z.enum(linkKinds).default('related'),
});

export const linkAnswer = z
  .object({
    id,
    kind: z.enum(linkKinds),
    /** `out`: this incident is causedBy/… the other; `in`: the other way round. */
    direction: z.enum(['out', 'in']),
    incident: incidentRefAnswer,
    createdAt: instantAnswer,
  })
  .meta({ id: 'IncidentLink' });

export const newWatcher = z.strictObject({ personId: z.string().min(1).max(64).meta({ description: 'An id, or `me`' }) });
export const watcherAnswer = personRefAnswer.extend({ since: instantAnswer }).meta({ id: 'Watcher' });

export const merge = z.strictObject({ intoId: z.string().min(1).max(64).meta({ description: 'Id or number of the incident that stays' }) });
