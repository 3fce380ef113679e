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

/** True when the person has the role or a more powerful one. */
export const hasRole = (me: Me, role: Me['role']): boolean => order.indexOf(me.role) >= order.indexOf(role);

/** Ends the session and forgets everything that this device kept of it. */
export async function signOut(): Promise<void> {
  await api.delete('/session');
  dropAllDrafts();
  queryClient.clear();
  window.location.assign('/');
}
