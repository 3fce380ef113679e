import { useEffect, useRef } from 'react';
import { refresh, useGet } from '../api/queries.ts';
import type { RunStatus } from './backup-types.ts';

/** True when nothing will come any more. */
export const isOver = (status: RunStatus): boolean => !['planned', 'queued', 'running'].includes(status);

/** Reads long work again until it is over, then everything that it may have changed. */
export function useWork<T extends { status: RunStatus }>(path: string) {
  const first = useGet<T>(path);
  const isMoving = first.data !== undefined && !isOver(first.data.status);
  const work = useGet<T>(path, undefined, { refetchInterval: isMoving ? 1500 : false });
  const wasMoving = useRef(false);
  useEffect(() => {
    if (wasMoving.current && !isMoving) void refresh('backups');
    wasMoving.current = isMoving;
  }, [isMoving]);
  return work;
}
