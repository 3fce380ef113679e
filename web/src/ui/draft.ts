import { useCallback, useEffect, useState } from 'react';

const prefix = 'coulisse-draft:';

/** What was typed under this name and not sent yet, or null. */
export function readDraft<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps what was typed under this name, as long as the storage takes it. */
export function keepDraft<T>(name: string, value: T): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage keeps the draft in the page alone.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(prefix + name);
}

/** State that survives a reload, a lost network and a closed lid; it lives on this device until it is sent. */
export function useDraft<T>(name: string, initial: T): [T, (next: T | ((now: T) => T)) => void, () => void] {
  const [value, setValue] = useState<T>(() => readDraft<T>(name) ?? initial);
  useEffect(() => {
    try {
      if (JSON.stringify(value) === JSON.stringify(initial)) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify(value));
    } catch {
      // A full or forbidden storage keeps the draft in the page alone.
    }
  });
  const clear = useCallback(() => {
    dropDraft(name);
    setValue(initial);
  }, [name, initial]);
  return [value, setValue, clear];
}

/** Forgets everything typed on this device, when somebody signs out of a shared one. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}
