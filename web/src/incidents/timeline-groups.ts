import type { TimelineItem } from '../api/types.ts';

export interface TimelineEntry extends TimelineItem {
  /** How often it happened in a row. */
  times: number;
}

const isPlain = (item: TimelineItem): boolean => !item.comment && item.changes.length === 0 && item.attachments.length === 0;

/** Steps of an escalation that told others are not the same. */
const told = (item: TimelineItem): string => JSON.stringify([item.detail['recipients'], item.detail['absent']]);

/** The same thing done again and again by the same hand is one entry that counts. */
export function grouped(items: TimelineItem[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  for (const item of items) {
    const last = entries.at(-1);
    const isSame =
      last && isPlain(last) && isPlain(item) && last.kind === item.kind && last.actor.id === item.actor.id && told(last) === told(item);
    if (isSame) entries[entries.length - 1] = { ...item, times: last.times + 1 };
    else entries.push({ ...item, times: 1 });
  }
  return entries;
}
