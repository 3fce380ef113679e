import type { StreamReadRaw } from 'bullmq';

const batch = 100;

/** A queue's events, the latest ones only, and whoever waits for the next. */
export interface EventLog {
  /** How many of the latest are kept. */
  keep: number;
  lastId: number;
  entries: Array<{ id: number; fields: string[] }>;
  listeners: Set<() => void>;
}

export const openEventLog = (): EventLog => ({ keep: 10_000, lastId: 0, entries: [], listeners: new Set() });

/** Appends an event; the oldest are forgotten. */
export function publish(log: EventLog, event: string, data: Record<string, string | number | undefined>): string {
  const fields = ['event', event];
  for (const name in data) {
    const value = data[name];
    if (value !== undefined) fields.push(name, String(value));
  }
  log.lastId += 1;
  log.entries.push({ id: log.lastId, fields });
  // Cutting at twice the limit keeps appending O(1) on average.
  if (log.entries.length > 2 * log.keep) trim(log, log.keep);
  for (const wake of log.listeners) wake();
  return String(log.lastId);
}

/** Keeps the latest `keep` events; answers how many went. */
export function trim(log: EventLog, keep: number): number {
  const surplus = Math.max(log.entries.length - keep, 0);
  log.entries.splice(0, surplus);
  return surplus;
}

/** The events after an id in the shape of a Redis stream, or null when there are none. */
export function eventsAfter(log: EventLog, id: number): StreamReadRaw | null {
  const first = log.entries[0];
  if (!first || id >= log.lastId) return null;
  const from = Math.max(id + 1 - first.id, 0);
  const entries = log.entries.slice(from, from + batch).map((entry) => [String(entry.id), entry.fields]);
  return [['events', entries]] as unknown as StreamReadRaw;
}

/** Resolves at the next event, after the time, or when `cancel` is called. */
export function nextEvent(log: EventLog, timeoutMs: number): { done: Promise<void>; cancel: () => void } {
  let cancel = () => {};
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(() => cancel(), Math.max(timeoutMs, 1));
    cancel = () => {
      clearTimeout(timer);
      log.listeners.delete(cancel);
      resolve();
    };
    log.listeners.add(cancel);
  });
  return { done, cancel: () => cancel() };
}
