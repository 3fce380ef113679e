import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** Everything that matches, also what is not read yet. */
  isEverything: boolean;
  size: number;
  toggle: (id: string, isRange?: boolean) => void;
  only: (ids: string[]) => void;
  everything: () => void;
  clear: () => void;
}

/** Which incidents are selected; `order` is how they stand, for selecting from one to another. */
export function useSelection(order: string[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const [isEverything, setEverything] = useState(false);
  const toggle = useCallback(
    (id: string, isRange = false) => {
      setEverything(false);
      setAnchor(id);
      setIds((now) => selected(now, order, id, isRange ? anchor : null));
    },
    [order, anchor],
  );
  const only = useCallback((wanted: string[]) => {
    setEverything(false);
    setIds(new Set(wanted));
  }, []);
  const clear = useCallback(() => {
    setEverything(false);
    setAnchor(null);
    setIds(new Set());
  }, []);
  const everything = useCallback(() => setEverything(true), []);
  return useMemo(
    () => ({ ids, isEverything, size: ids.size, toggle, only, everything, clear }),
    [ids, isEverything, toggle, only, everything, clear],
  );
}

/** The selection after one is toggled; with an anchor, all between both become what the last one becomes. */
export function selected(now: ReadonlySet<string>, order: string[], id: string, anchor: string | null): Set<string> {
  const next = new Set(now);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) {
    if (!next.delete(id)) next.add(id);
    return next;
  }
  for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(each);
  return next;
}
