import { useEffect, useSyncExternalStore } from 'react';

/** Something that can be done on the page that is open; the palette offers it beside the ways. */
export interface Command {
  id: string;
  label: string;
  /** The key that does the same on the page. */
  keys?: string;
  run: () => void;
}

export interface CommandGroup {
  title: string;
  commands: Command[];
}

let group: CommandGroup | null = null;
const watchers = new Set<() => void>();

function offer(next: CommandGroup | null): void {
  group = next;
  for (const watcher of watchers) watcher();
}

/** Offers what can be done on this page for as long as it is open. */
export function useOfferedCommands(title: string, commands: Command[]): void {
  useEffect(() => {
    offer({ title, commands });
  });
  useEffect(() => () => offer(null), []);
}

/** What the open page offers. */
export const usePageCommands = (): CommandGroup | null =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => group,
  );
