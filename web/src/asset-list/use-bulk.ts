import { useCallback, useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import { onLiveChange } from '../live/live.ts';
import { randomUuid } from '../ui/random-uuid.ts';
import { useTellProblem } from '../ui/toast.tsx';
import type { BulkAction, BulkChange, BulkSubject } from './list-types.ts';

export interface Bulk {
  change: BulkChange | null;
  start: (action: BulkAction, subject: BulkSubject) => Promise<boolean>;
  undo: () => Promise<void>;
  dismiss: () => void;
}

const key = 'coulisse-asset-bulk-change';
const path = '/assets/bulk-changes';
/** Should a live event be lost, the page asks. */
const askAgainMs = 2000;
const isUnderWay = (change: BulkChange | null): boolean => change?.state === 'running' || change?.state === 'undoing';

/** The change of many devices that was begun last: how far it is, and the way back. It outlives the page. */
export function useBulk(onEnd: () => void): Bulk {
  const tell = useTellProblem();
  const [change, setChange] = useState<BulkChange | null>(null);
  const show = useCallback((next: BulkChange | null) => {
    setChange(next);
    if (next) sessionStorage.setItem(key, next.id);
    else sessionStorage.removeItem(key);
  }, []);
  useEffect(() => {
    const id = sessionStorage.getItem(key);
    if (id) api.get<BulkChange>(`${path}/${id}`).then(setChange, () => sessionStorage.removeItem(key));
  }, []);
  useProgress(change, setChange, onEnd);
  const attempt = async (work: () => Promise<BulkChange>): Promise<boolean> => {
    try {
      show(await work());
      return true;
    } catch (error) {
      tell(error);
      return false;
    }
  };
  return {
    change,
    start: (action, subject) => attempt(() => api.post<BulkChange>(path, { action, ...subject }, { idempotencyKey: randomUuid() })),
    undo: async () => {
      if (change) await attempt(() => api.delete<BulkChange>(`${path}/${change.id}`));
    },
    dismiss: useCallback(() => show(null), [show]),
  };
}

/** Follows a change that is under way by live events, and by asking. */
function useProgress(
  change: BulkChange | null,
  setChange: (next: BulkChange | ((now: BulkChange | null) => BulkChange | null)) => void,
  onEnd: () => void,
): void {
  const id = change?.id;
  const underWay = isUnderWay(change);
  useEffect(() => {
    if (!id || !underWay) return undefined;
    const ask = () => api.get<BulkChange>(`${path}/${id}`).then(setChange, () => undefined);
    const timer = setInterval(() => void ask(), askAgainMs);
    const stop = onLiveChange((event) => {
      if (event.type !== 'assetBulkChange.changed' || event.id !== id) return;
      const { percent, done, failed, undone, kept } = event as unknown as BulkChange;
      setChange((now) => now && { ...now, percent, done, failed, undone, kept });
      if (percent === 100) void ask();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [id, underWay, setChange]);
  const [wasUnderWay, setWasUnderWay] = useState(false);
  useEffect(() => {
    if (wasUnderWay && !underWay) onEnd();
    setWasUnderWay(underWay);
  }, [underWay, wasUnderWay, onEnd]);
}
