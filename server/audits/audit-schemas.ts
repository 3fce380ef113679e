import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { auditResults, auditStates, correctionKinds, expectableStatuses } from './audit.ts';

const kinds = z
  .array(line(60))
  .max(50)
  .transform((values) => [...new Set(values)]);
const statuses = z
  .array(z.enum(expectableStatuses))
  .min(1)
  .transform((values) => [...new Set(values)]);

const scope = {
  locationId: id.nullable().default(null),
  custodianId: id.nullable().default(null),
  kinds: kinds.default([]),
  statuses: statuses.default(['in_stock', 'deployed']),
  withHeld: z.boolean().default(true),
};

export const newAudit = z.strictObject({ title: line(200), note: text(10_000).nullable().default(null), ...scope });
export type NewAudit = z.output<typeof newAudit>;

export const scopeBody = z.strictObject(scope);
export const scopeAnswer = z.object({
  /** Counted no further than 100,000. */
  expected: z.number().int(),
  isMore: z.boolean(),
});

export const auditChanges = z.strictObject({ title: line(200), note: text(10_000).nullable() }).partial();

const place = z.object({ id, name: z.string() });

export const auditAnswer = z
  .object({
    id,
    /** `AUD-7`. */
    name: z.string(),
    title: z.string(),
    note: z.string().nullable(),
    state: z.enum(auditStates),
    location: place.nullable(),
    custodian: personRefAnswer.nullable(),
    kinds: z.array(z.string()),
    statuses: z.array(z.enum(expectableStatuses)),
    withHeld: z.boolean(),
    expected: z.number().int(),
    found: z.number().int(),
    misplaced: z.number().int(),
    /** Expected and not seen yet. */
    missing: z.number().int(),
    unexpected: z.number().int(),
    /** Codes that no asset has. */
    unknown: z.number().int(),
    /** Assets that the closing changed. */
    corrected: z.number().int(),
    createdBy: personRefAnswer.nullable(),
    createdAt: instantAnswer,
    closedBy: personRefAnswer.nullable(),
    closedAt: instantAnswer.nullable(),
    /** Whether the caller may close it and take its closing back. */
    mayClose: z.boolean(),
    version,
  })
  .meta({ id: 'Audit' });
export type AuditAnswer = z.output<typeof auditAnswer>;
export const auditPage = page(auditAnswer);
export const auditQuery = z.object({ ...pageQuery, state: z.enum(auditStates).optional() });

/** A stock-take is addressed by its id or by its name (`AUD-7`). */
export const auditParams = z.object({ id });
export const auditItemParams = z.object({ id, assetId: id });

const whereabouts = z.object({
  status: z.string(),
  location: place.nullable(),
  custodian: z.object({ type: z.string(), id, name: z.string() }).nullable(),
});

export const auditItemAnswer = z
  .object({
    assetId: id,
    tag: z.string(),
    name: z.string(),
    kind: z.string(),
    serial: z.string().nullable(),
    result: z.enum(auditResults),
    /** What the register said when the stock-take began, or when the asset turned up. */
    expected: whereabouts,
    seenAt: instantAnswer.nullable(),
    seenPlace: place.nullable(),
    seenBy: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
    scanCount: z.number().int(),
    correction: z.enum(correctionKinds).nullable(),
  })
  .meta({ id: 'AuditItem' });
export type AuditItemAnswer = z.output<typeof auditItemAnswer>;
export const auditItemPage = page(auditItemAnswer);
export const auditItemQuery = z.object({
  ...pageQuery,
  result: z.enum(auditResults).optional(),
  /** What the register has at this place or in it. */
  locationId: id.optional(),
});

export const auditPlaceAnswer = z.object({
  place: place.nullable(),
  expected: z.number().int(),
  found: z.number().int(),
  misplaced: z.number().int(),
  missing: z.number().int(),
});
export type AuditPlaceAnswer = z.output<typeof auditPlaceAnswer>;
export const auditPlaces = page(auditPlaceAnswer);

/** When a stock-take saw an asset. */
export const sightingAnswer = z
  .object({
    audit: z.object({ id, name: z.string(), title: z.string() }),
    result: z.enum(auditResults),
    seenAt: instantAnswer,
    place: place.nullable(),
    by: z.string(),
  })
  .meta({ id: 'Sighting' });
export type SightingAnswer = z.output<typeof sightingAnswer>;
export const sightingPage = page(sightingAnswer);

/** One asset whose record the closing would change, or would leave alone because somebody changed it meanwhile. */
export const correctionAnswer = z
  .object({
    assetId: id,
    tag: z.string(),
    name: z.string(),
    kind: z.string(),
    correction: z.enum(correctionKinds),
    from: whereabouts,
    to: whereabouts,
    seenAt: instantAnswer.nullable(),
    seenBy: z.string().nullable(),
    /** Somebody changed the record since the stock-take began: it is left alone. */
    isOvertaken: z.boolean(),
  })
  .meta({ id: 'AuditCorrection' });
export type CorrectionAnswer = z.output<typeof correctionAnswer>;

const counts = z.object({
  lost: z.number().int(),
  moved: z.number().int(),
  found_again: z.number().int(),
  refined: z.number().int(),
  overtaken: z.number().int(),
});
export const correctionsAnswer = page(correctionAnswer).extend({ counts });
export const correctionsQuery = z.object({ ...pageQuery, correction: z.enum(correctionKinds).optional() });

export const closingBody = z
  .strictObject({
    /** Which corrections the register shall take; none unless told. */
    apply: z.array(z.enum(correctionKinds)).default([]),
    /** Assets that are left as they are. */
    except: z.array(id).max(20_000).default([]),
  })
  .prefault({});
export type Closing = z.output<typeof closingBody>;

/** What became of taking a closing back. */
export const reopenedAnswer = z.object({
  audit: auditAnswer,
  restored: z.number().int(),
  /** Tags of assets that somebody changed since and that therefore stay as they are. */
  leftAlone: z.array(z.string()),
});
