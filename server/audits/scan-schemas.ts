import { z } from 'zod';
import { assetRefAnswer } from '../assets/asset-schemas.ts';
import { id, instant, instantAnswer, page, pageQuery, text } from '../platform/schemas.ts';

/** What came of a scan; `again` means that it was so already, `closed` that its stock-take had ended. */
export const scanOutcomes = ['found', 'misplaced', 'unexpected', 'again', 'unknown', 'done', 'refused', 'closed'] as const;
export type ScanOutcome = (typeof scanOutcomes)[number];

/** What a code says: an address of ours, a tag, a serial number, an IMEI. */
const code = text(500);

const read = {
  /** Made by the reader, at random: what is sent twice counts once. */
  id: z.uuid('is not a UUID').toLowerCase(),
  code,
  /** When it was read by the reader's clock, which may be hours before it could be sent. */
  scannedAt: instant,
};

export const newScan = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('audit'), ...read, auditId: id, locationId: id.nullable().default(null) }),
  z
    .strictObject({
      action: z.literal('check_out'),
      ...read,
      personId: id.optional(),
      locationId: id.optional(),
      assetId: id.optional(),
      dueAt: instant.nullable().default(null),
      note: text(2000).nullable().default(null),
      /** Takes it back first from whoever has it. */
      takeBack: z.boolean().default(false),
    })
    .refine((scan) => [scan.personId, scan.locationId, scan.assetId].filter(Boolean).length === 1, {
      message: 'give exactly one of personId, locationId and assetId',
    }),
  z.strictObject({
    action: z.literal('check_in'),
    ...read,
    locationId: id.nullable().default(null),
    note: text(2000).nullable().default(null),
  }),
]);
export type NewScan = z.output<typeof newScan>;

/** Some at once: a reader that was out of reach sends what it gathered, in the order in which it was read. */
export const newScans = z.strictObject({ scans: z.array(newScan).min(1).max(100) });

export const scanAnswer = z
  .object({
    id,
    outcome: z.enum(scanOutcomes),
    asset: assetRefAnswer.nullable(),
    /** Why it was refused, or what is odd about it. */
    reason: z.string().nullable(),
    /** Where the register has it, when that is somewhere else. */
    expectedAt: z.object({ id, name: z.string() }).nullable(),
    /** Who has it now by the register. */
    holder: z.object({ type: z.string(), id, name: z.string() }).nullable(),
    /** Who had scanned it before. */
    earlier: z
      .object({ by: z.string(), at: instantAnswer, place: z.object({ id, name: z.string() }).nullable(), isOwn: z.boolean() })
      .nullable(),
  })
  .meta({ id: 'ScanAnswer' });
export type ScanAnswer = z.output<typeof scanAnswer>;

export const scanResults = z.object({ results: z.array(scanAnswer) });

export const auditScanAnswer = z
  .object({
    id,
    code: z.string(),
    outcome: z.enum(scanOutcomes),
    assetId: z.string().nullable(),
    asset: assetRefAnswer.nullable(),
    place: z.object({ id, name: z.string() }).nullable(),
    by: z.object({ id: z.string(), name: z.string() }),
    scannedAt: instantAnswer,
    receivedAt: instantAnswer,
  })
  .meta({ id: 'AuditScan' });
export const auditScanPage = page(auditScanAnswer);
export const auditScanQuery = z.object({ ...pageQuery, outcome: z.enum(scanOutcomes).optional() });

export const codeQuery = z.object({ code });
