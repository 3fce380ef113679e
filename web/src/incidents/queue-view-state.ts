import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { everything, type QueueState, readAddress, stateOf, writeAddress } from './queue-state.ts';
import type { View } from './queue-types.ts';

export interface Queue {
  views: View[];
  /** The view of the address; null while the views are read, when it is gone, and for `all`. */
  view: View | null;
  viewId: string;
  isGone: boolean;
  isReady: boolean;
  base: QueueState;
  state: QueueState;
  change: (patch: Partial<QueueState>) => void;
}

/** What is on screen by the address: a view, and what is said otherwise beside it. */
export function useQueue(): Queue {
  const [params, setParams] = useSearchParams();
  const views = useGet<Page<View>>('/views');
  const viewId = params.get('view') ?? 'open';
  const view = views.data?.items.find(({ id }) => id === viewId) ?? null;
  const text = params.toString();
  const base = useMemo(() => (view ? stateOf(view) : everything), [view]);
  const state = useMemo(() => readAddress(base, new URLSearchParams(text)), [base, text]);
  const change = useCallback(
    (patch: Partial<QueueState>) =>
      setParams((now) => writeAddress(base, { ...readAddress(base, now), ...patch }, now.get('view')), { replace: true }),
    [setParams, base],
  );
  const isReady = views.data !== undefined;
  return { views: views.data?.items ?? [], view, viewId, isGone: isReady && !view && viewId !== 'all', isReady, base, state, change };
}
