import type { RefObject } from 'react';
import { useKeys } from '../ui/keys.ts';

interface Acts {
  /** The focused row's incident, or null. */
  toggle: (id: string, isRange: boolean) => void;
  selectAll: () => void;
  clear: () => void;
  peek: (id: string | null) => void;
  isPeeking: boolean;
  /** With a selection on it, else on the focused row. */
  assign: () => void;
  act: (kind: 'tag' | 'merge' | 'resolve' | 'pend' | 'comment' | 'priority', focusedId: string | undefined) => void;
  watch: (focusedId: string | undefined) => void;
  take: (id: string) => void;
  hasSelection: boolean;
  filter: () => void;
  newest: () => void;
  file: () => void;
  help: () => void;
}

const titles = (list: RefObject<HTMLElement | null>): HTMLAnchorElement[] => [
  ...(list.current?.querySelectorAll<HTMLAnchorElement>('a.queue-title') ?? []),
];

/** The incident of the row that has the focus. */
export const focusedIncident = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-incident]')?.dataset['incident'];

/** Everything in the queue by the keyboard. */
export function useQueueKeys(list: RefObject<HTMLElement | null>, acts: Acts): void {
  const move = (step: number): string | undefined => {
    const rows = titles(list);
    const at = rows.indexOf(document.activeElement as HTMLAnchorElement);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    const id = focusedIncident();
    if (id && acts.isPeeking) acts.peek(id);
    return id;
  };
  const extend = (step: number) => {
    const before = focusedIncident();
    if (before && !acts.hasSelection) acts.toggle(before, false);
    const id = move(step);
    if (id && id !== before) acts.toggle(id, true);
  };
  const onFocused = (act: (id: string) => void) => () => {
    const id = focusedIncident();
    if (id) act(id);
  };
  const verb = (kind: Parameters<Acts['act']>[0]) => () => acts.act(kind, focusedIncident());
  useKeys({
    j: () => void move(1),
    k: () => void move(-1),
    ...Object.fromEntries(['J', 'K'].map((key, index) => [key, () => extend(index === 0 ? 1 : -1)])),
    x: onFocused((id) => acts.toggle(id, false)),
    X: onFocused((id) => acts.toggle(id, true)),
    '*': acts.selectAll,
    Escape: acts.clear,
    ' ': onFocused((id) => acts.peek(acts.isPeeking ? null : id)),
    a: () => (acts.hasSelection ? acts.assign() : onFocused(acts.take)()),
    t: verb('tag'),
    m: verb('merge'),
    r: verb('resolve'),
    p: verb('pend'),
    c: verb('comment'),
    w: () => acts.watch(focusedIncident()),
    f: acts.filter,
    '.': acts.newest,
    n: acts.file,
    '?': acts.help,
  });
}
