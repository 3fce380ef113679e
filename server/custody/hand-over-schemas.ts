import { z } from 'zod';
import { languages } from '../people/person.ts';
import { id, instant, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { directions, handOverStates, waysToSign } from './hand-over.ts';
import { faultOfText } from './hand-over-text.ts';
import { isDrawn } from './signature.ts';

const coordinate = z.number().min(-50).max(5000);

/** Strokes on a field of this size, each `[x, y, x, y, …]`; a mere touch is no signature. */
export const signature = z
  .strictObject({
    width: z.number().min(50).max(5000),
    height: z.number().min(20).max(5000),
    strokes: z
      .array(
        z
          .array(coordinate)
          .min(2)
          .max(8000)
          .refine((points) => points.length % 2 === 0, 'must be pairs of x and y'),
      )
      .min(1)
      .max(400),
  })
  .refine(({ strokes }) => strokes.reduce((sum, points) => sum + points.length, 0) <= 40_000, 'has too many points')
  .refine(isDrawn, 'is not a signature: draw it');

const conditionText = line(200).nullable().default(null);

const handOverFacts = {
  direction: z.enum(directions).default('out'),
  personId: id,
  items: z
    .array(
      z.strictObject({
        /** Its id or tag. */
        assetId: text(80),
        condition: conditionText,
        /** The person has it already and signs for it now. */
        isHeld: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(100),
  dueAt: instant.nullable().default(null),
  note: text(2000).nullable().default(null),
  language: z.enum(languages).optional(),
  /** Hand out also what somebody else has reserved. */
  despiteReservations: z.boolean().default(false),
};

export const handOverDraft = z.strictObject(handOverFacts);
export type HandOverDraft = z.output<typeof handOverDraft>;

export const newHandOver = z
  .strictObject({
    ...handOverFacts,
    /** `drawn`: signed now, at the desk; `link`: the person is asked by mail. */
    method: z.enum(['drawn', 'link']),
    signature: signature.optional(),
    /** The hash of the text that was shown; needed with a signature, so that nobody signs what they did not see. */
    textHash: z.string().max(64).optional(),
    /** Where things go that come back. */
    locationId: id.optional(),
    /** The request that this fulfils. */
    requestId: id.optional(),
  })
  .refine(({ method, signature: drawn }) => method !== 'drawn' || drawn, {
    path: ['signature'],
    message: 'is needed when it is signed now',
  })
  .refine(({ method, textHash }) => method !== 'drawn' || textHash, { path: ['textHash'], message: 'is needed when it is signed now' });
export type NewHandOver = z.output<typeof newHandOver>;

export const handOverItemAnswer = z.object({
  assetId: z.string(),
  tag: z.string(),
  name: z.string(),
  serial: z.string().nullable(),
  make: z.string().nullable(),
  condition: z.string().nullable(),
});

export const previewAnswer = z
  .object({
    text: z.string(),
    textHash: z.string(),
    language: z.enum(languages),
    items: z.array(
      handOverItemAnswer.extend({
        /** The person who is to sign has it already. */
        isHeld: z.boolean(),
        /** Why it cannot be part of this, or null. */
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'HandOverPreview' });

export const handOverAnswer = z
  .object({
    id,
    number: z.string(),
    direction: z.enum(directions),
    state: z.enum(handOverStates),
    person: z.object({ id: z.string(), name: z.string() }),
    clerk: z.object({ id: z.string().nullable(), name: z.string() }),
    language: z.enum(languages),
    dueAt: instantAnswer.nullable(),
    note: z.string().nullable(),
    text: z.string(),
    textHash: z.string(),
    items: z.array(handOverItemAnswer),
    signedHow: z.enum(waysToSign).nullable(),
    /** The drawn signature as SVG, or null. */
    signatureSvg: z.string().nullable(),
    decidedAt: instantAnswer.nullable(),
    declineReason: z.string().nullable(),
    reminders: z.number().int(),
    createdAt: instantAnswer,
    version,
  })
  .meta({ id: 'HandOver' });
export type HandOverAnswer = z.output<typeof handOverAnswer>;

export const handOverPage = page(handOverAnswer);
export const handOverParams = z.object({ id: text(64) });
export const handOverQuery = z.object({
  ...pageQuery,
  personId: id.optional(),
  assetId: id.optional(),
  state: z.enum(handOverStates).optional(),
});

export const signingBody = z.strictObject({ textHash: z.string().max(64), signature: signature.optional() });
export const refusalBody = z.strictObject({ reason: text(1000) });

export const custodyLinkParams = z.object({ token: z.string().min(1).max(500) });
export const linkDecision = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('sign'), textHash: z.string().max(64), signature: signature.optional() }),
  z.strictObject({ decision: z.literal('decline'), reason: text(1000) }),
]);

export const handOverTextParams = z.object({ direction: z.enum(directions), language: z.enum(languages) });
export const handOverTextBody = z.strictObject({
  body: text(10_000).superRefine((body, issues) => {
    const fault = faultOfText(body);
    if (fault) issues.addIssue({ code: 'custom', message: fault });
  }),
});
export const handOverTextAnswer = z
  .object({
    direction: z.enum(directions),
    language: z.enum(languages),
    body: z.string(),
    /** The text that comes with the program, to go back to. */
    original: z.string(),
    version,
  })
  .meta({ id: 'HandOverText' });
export const handOverTexts = z.object({ items: z.array(handOverTextAnswer) });
