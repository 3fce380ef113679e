import type { z } from 'zod';
import type { Reading } from './record-subject.ts';

/** The text as the API would take it; what it would refuse becomes a reason, what is not there is nothing. */
export function take<T>(reading: Reading, field: string, schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  reading.reasons.push(`${field}: ${parsed.error.issues[0]?.message}`);
  return undefined;
}
