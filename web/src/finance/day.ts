import type { Formats } from '../i18n/format.ts';

/** A calendar date in the reader's words; noon keeps it on its day in every zone. */
export const onDay = (format: Formats, day: string): string => format.date(`${day}T12:00`);

/** Today where the reader is, as dates stand in fields. */
export const today = (): string => new Date().toLocaleDateString('sv');
