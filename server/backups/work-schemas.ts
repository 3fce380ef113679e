import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { id, instantAnswer } from '../platform/schemas.ts';
import { workStatuses } from './backup-run.ts';

export const instantOrNull = instantAnswer.nullable();

export const ref = z.object({ id, name: z.string() });

export const assetRef = z.object({ id, tag: z.string(), name: z.string(), kind: z.string(), status: z.string() });

export const countOrNull = z.number().nullable();

export const isDuration = (value: string): boolean => {
  try {
    return Temporal.Duration.from(value).sign > 0 && value.length < 40;
  } catch {
    return false;
  }
};

/** A length of time in ISO 8601, longer than nothing. */
export const duration = z.string().trim().refine(isDuration, 'must be an ISO 8601 duration, e.g. PT15M or P1D');

export const workFields = {
  id,
  status: z.enum(workStatuses),
  attempt: z.number(),
  failureClass: z.string().nullable(),
  /** What the class means, in words. */
  failureTitle: z.string().nullable(),
  failureMessage: z.string().nullable(),
  progress: z
    .object({ percent: countOrNull, filesDone: z.number(), bytesDone: z.number(), filesTotal: countOrNull, bytesTotal: countOrNull })
    .nullable(),
  queuedAt: instantAnswer,
  startedAt: instantOrNull,
  finishedAt: instantOrNull,
  requestedById: z.string().nullable(),
};
