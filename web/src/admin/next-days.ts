import { useMemo } from 'react';

const hourMs = 3_600_000;

/** From the present hour so many days on; the same object until the hour is over, so that it can be part of a question. */
export function useNextDays(days: number): { from: string; to: string } {
  const hour = Math.floor(Date.now() / hourMs);
  return useMemo(
    () => ({ from: new Date(hour * hourMs).toISOString(), to: new Date((hour + days * 24) * hourMs).toISOString() }),
    [hour, days],
  );
}
