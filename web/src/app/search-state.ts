import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';

/** Filters that live in the address: what is absent has its default, what has its default is absent. */
export function useSearchState<T extends Record<string, string>>(defaults: T): [T, (patch: Partial<T>) => void] {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const state = useMemo(() => {
    const given = new URLSearchParams(text);
    return Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, given.get(key) ?? value])) as T;
  }, [text, defaults]);
  const patch = useCallback(
    (changes: Partial<T>) =>
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [key, value] of Object.entries(changes)) {
            if (value === undefined || value === defaults[key]) next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams, defaults],
  );
  return [state, patch];
}
