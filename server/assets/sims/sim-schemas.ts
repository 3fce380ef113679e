import { z } from 'zod';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../../platform/schemas.ts';
import { assetRefAnswer } from '../asset-schemas.ts';
import { normalIccid, normalLine, simStatuses } from './sim.ts';

const normalised = (normal: (text: string) => string | null, message: string) =>
  z
    .string()
    .max(60)
    .transform((value, issues) => {
      const found = normal(value);
      if (found === null) issues.addIssue({ code: 'custom', message });
      return found ?? z.NEVER;
    });

const iccid = normalised(normalIccid, 'is not the number of a SIM card: 18 to 20 digits from 89 on, of which the last is a check digit');
const lineNumber = normalised(normalLine, 'is not a telephone number');
const secret = z
  .string()
  .trim()
  .regex(/^\d{4,8}$/, 'must be 4 to 8 digits');

const fields = {
  iccid,
  lineNumber: lineNumber.nullable(),
  carrier: line(80).nullable(),
  plan: line(120).nullable(),
  status: z.enum(simStatuses),
  pin: secret.nullable(),
  puk: secret.nullable(),
  contractEndsOn: calendarDate.nullable(),
  notes: text(5000).nullable(),
};

export const newSim = z.strictObject({
  iccid: fields.iccid,
  lineNumber: fields.lineNumber.default(null),
  carrier: fields.carrier.default(null),
  plan: fields.plan.default(null),
  status: fields.status.optional(),
  pin: fields.pin.default(null),
  puk: fields.puk.default(null),
  contractEndsOn: fields.contractEndsOn.default(null),
  notes: fields.notes.default(null),
  /** The mobile that it is put into at once. */
  assetId: z.string().max(80).nullable().default(null),
});
export type NewSim = z.output<typeof newSim>;

export const simChanges = z.strictObject(fields).partial();
export type SimChanges = z.output<typeof simChanges>;

export const placementBody = z.strictObject({ assetId: text(80), note: text(2000).nullable().default(null) });

export const simAnswer = z
  .object({
    id,
    iccid: z.string(),
    lineNumber: z.string().nullable(),
    carrier: z.string().nullable(),
    plan: z.string().nullable(),
    status: z.enum(simStatuses),
    asset: assetRefAnswer.nullable(),
    hasPin: z.boolean(),
    hasPuk: z.boolean(),
    contractEndsOn: z.string().nullable(),
    notes: z.string().nullable(),
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
    version,
  })
  .meta({ id: 'SimCard' });
export type SimAnswer = z.output<typeof simAnswer>;
export const simPage = page(simAnswer);
export const simQuery = z.object({ ...pageQuery, q: text(60, 0).optional(), status: z.enum(simStatuses).optional() });
export const secretsAnswer = z.object({ pin: z.string().nullable(), puk: z.string().nullable() });

const stay = z.object({
  sim: z.object({ id, iccid: z.string(), lineNumber: z.string().nullable(), carrier: z.string().nullable() }),
  asset: assetRefAnswer.nullable(),
  placedAt: instantAnswer,
  placedBy: z.string(),
  takenAt: instantAnswer.nullable(),
  takenBy: z.string().nullable(),
});

export const simHistoryAnswer = z.object({
  /** Which mobile it was in and when, the latest first. */
  placements: z.array(stay),
  events: z.array(
    z.object({
      id,
      kind: z.enum(['registered', 'changed', 'placed', 'taken', 'secret_read']),
      actor: z.object({ id: z.string().nullable(), name: z.string() }),
      happenedAt: instantAnswer,
      note: z.string().nullable(),
      changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
    }),
  ),
});

export const assetSimsAnswer = z.object({ present: z.array(simAnswer), earlier: z.array(stay) });
