import { z } from 'zod';

const pattern = /^([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})(?:[.,](\d{1,3})\d*)?S)?)?$/;
const hourMs = 3_600_000;

/**
 * The milliseconds of an ISO 8601 duration (`PT4H`, `-PT30M`, `P1DT12H`), or null when it is none. A day has 24 hours and
 * a week seven of them; years and months have no fixed length and are refused.
 */
export function durationMs(text: string): number | null {
  const found = pattern.exec(text);
  if (!found || /[PT]$/.test(text)) return null;
  const [, sign, weeks, days, hours, minutes, seconds, fraction] = found;
  const n = (digits: string | undefined): number => Number(digits ?? 0);
  const ms =
    (n(weeks) * 7 + n(days)) * 24 * hourMs + n(hours) * hourMs + n(minutes) * 60_000 + n(seconds) * 1000 + n(fraction?.padEnd(3, '0'));
  return sign === '-' && ms !== 0 ? -ms : ms;
}

/** Milliseconds as an ISO 8601 duration of hours, minutes and seconds: `PT26H30M`. */
export function durationText(ms: number): string {
  const rest = Math.abs(ms);
  const hours = Math.floor(rest / hourMs);
  const minutes = Math.floor((rest % hourMs) / 60_000);
  const seconds = (rest % 60_000) / 1000;
  const parts = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${seconds ? `${seconds}S` : ''}`;
  return `${ms < 0 ? '-' : ''}PT${parts || '0S'}`;
}

/** An ISO 8601 duration between two bounds, kept as the text that was given. */
export const duration = (bounds: { min?: string; max?: string } = {}) =>
  z
    .string()
    .max(40)
    .meta({ example: 'PT4H' })
    .superRefine((text, issues) => {
      const ms = durationMs(text);
      const refuse = (message: string): void => void issues.addIssue({ code: 'custom', message });
      if (ms === null) refuse('is not an ISO 8601 duration of weeks, days, hours, minutes and seconds, such as PT4H or PT30M');
      else if (bounds.min && ms < durationMs(bounds.min)!) refuse(`must be ${bounds.min} at least`);
      else if (bounds.max && ms > durationMs(bounds.max)!) refuse(`must be ${bounds.max} at the most`);
    });
