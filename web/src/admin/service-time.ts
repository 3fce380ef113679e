import type { useFormats } from '../i18n/format.ts';

/** Service time in hours: a "day" of it would be taken for a day of the calendar. */
export const serviceTime =
  (format: ReturnType<typeof useFormats>) =>
  (ms: number): string =>
    ms >= 86_400_000 ? `${format.number(Math.round(ms / 36_000) / 100)} h` : format.duration(ms);
