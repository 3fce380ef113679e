import { useEffect } from 'react';

const prefix = 'coulisse-draft:kept:';

/** What was read, or what this device remembers of the last time while there is no network; forgotten at sign-out. */
export function useKept<T>(name: string, read: T | undefined): T | undefined {
  useEffect(() => {
    if (read === undefined) return;
    try {
      localStorage.setItem(prefix + name, JSON.stringify(read));
    } catch {
      // A full storage does without.
    }
  }, [name, read]);
  if (read !== undefined) return read;
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
