import type { RefObject } from 'react';
import type { Selection } from '../incidents/queue-selection.ts';
import { useKeys } from '../ui/keys.ts';

const rowLinks = (area: RefObject<HTMLElement | null>): HTMLAnchorElement[] => [
  ...(area.current?.querySelectorAll<HTMLAnchorElement>('a.row-link') ?? []),
];

const focusedAsset = (): string | undefined => document.activeElement?.closest<HTMLElement>('[data-asset]')?.dataset['asset'];

interface Acts {
  selection: Selection;
  order: string[];
  edit: () => void;
  help: () => void;
}

/** The list by the keyboard. */
export function useListKeys(area: RefObject<HTMLElement | null>, { selection, order, edit, help }: Acts): void {
  const move = (step: number): string | undefined => {
    const rows = rowLinks(area);
    const at = rows.indexOf(document.activeElement?.closest('tr')?.querySelector('a.row-link') as HTMLAnchorElement);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
    return focusedAsset();
  };
  const extend = (step: number) => {
    const before = focusedAsset();
    if (before && selection.size === 0) selection.toggle(before, false);
    const id = move(step);
    if (id && id !== before) selection.toggle(id, true);
  };
  const onFocused = (act: (id: string) => void) => () => {
    const id = focusedAsset();
    if (id) act(id);
  };
  useKeys({
    j: () => void move(1),
    k: () => void move(-1),
    ...Object.fromEntries(['J', 'K'].map((key, index) => [key, () => extend(index === 0 ? 1 : -1)])),
    x: onFocused((id) => selection.toggle(id, false)),
    X: onFocused((id) => selection.toggle(id, true)),
    '*': () => selection.only(order),
    Escape: selection.clear,
    e: () => {
      if (selection.size === 0) onFocused((id) => selection.only([id]))();
      if (selection.size > 0 || focusedAsset()) edit();
    },
    '?': help,
  });
}
