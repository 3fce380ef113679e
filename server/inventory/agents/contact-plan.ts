import { durationMs } from '../../platform/duration.ts';
import { sha256 } from '../../platform/ids.ts';

const hourMs = 3_600_000;

/**
 * In how many hours an agent is to come again: what its source says, spread by an eighth to both sides, another for each
 * machine and day, so that those that came together do not come together again.
 */
export function hoursUntilNext(contactEvery: string, deviceId: string, now: Date): number {
  const hours = Math.max(1, Math.round((durationMs(contactEvery) ?? 24 * hourMs) / hourMs));
  const spread = Math.floor(hours / 8);
  if (spread === 0) return hours;
  const lot = Number.parseInt(sha256(`${deviceId} ${now.toISOString().slice(0, 10)}`).slice(0, 8), 16);
  return hours - spread + (lot % (2 * spread + 1));
}

/** Until when it should have come: agents wait a while of their own, and machines are switched off at night. */
export const expectedBy = (hours: number, now: Date): Date => new Date(now.getTime() + hours * 1.5 * hourMs);
