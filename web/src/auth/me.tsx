import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { dropAllDrafts } from '../ui/draft.ts';

export const MeContext = createContext<Me | null>(null);

/** The person who signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Nobody is signed in');
  return me;
}

export const useMeQuery = (isEnabled: boolean) =>
  useQuery({ queryKey: ['me'], queryFn: () => api.get<Me>('/me'), staleTime: 5 * 60_000, enabled: isEnabled });

const order = ['employee', 'technician', 'lead', 'admin'];

const keptKey = 'coulisse-me';

/** Who was signed in on this device last; the pages open with it while the server cannot be reached. */
export function keptMe(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(keptKey) ?? 'null') as Me | null;
  } catch {
    return null;
  }
}

export const keepMe = (me: Me): void => localStorage.setItem(keptKey, JSON.stringify(me));
export const dropMe = (): void => localStorage.removeItem(keptKey);

/** True when the person has the role or a more powerful one. */
export const hasRole = (me: Me, role: Me['role']): boolean => order.indexOf(me.role) >= order.indexOf(role);

/** Ends the session and forgets everything that this device kept of it. */
export async function signOut(): Promise<void> {
  const { forgetThisBrowser } = await import('../notifications/this-browser.ts');
  // Whoever cannot take the browser off their ways can still leave it.
  await forgetThisBrowser().catch(() => undefined);
  await api.delete('/session');
  dropMe();
  dropAllDrafts();
  queryClient.clear();
  window.location.assign('/');
}
