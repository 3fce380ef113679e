import { useEffect, useSyncExternalStore } from 'react';
import { api } from '../api/client.ts';
import type { Presence } from '../api/types.ts';
import { type LiveChange, onLiveChange, onLiveReady } from '../live/live.ts';
import { pageId } from '../live/page-id.ts';

type State = Presence['items'][number]['state'];
export interface Present {
  id: string;
  name: string;
  state: State;
}

/** Who stops typing for so long looks again. */
const idleMs = 6000;
const beatMs = 15_000;
const watchers = new Set<() => void>();
let present: Present[] = [];
let place: string | null = null;
/** Each visit has a name of its own: what a page said before it left must not bring it back. */
let visit = 0;
const visitName = (): string => `${pageId}-${visit}`;
let doing: State = 'viewing';
let idle: ReturnType<typeof setTimeout> | undefined;

function show(next: Present[]): void {
  present = next;
  for (const watcher of watchers) watcher();
}

async function beat(): Promise<void> {
  const where = place;
  if (!where || document.visibilityState === 'hidden') return;
  try {
    const { items } = await api.put<Presence>(`/incidents/${where}/presence`, { deviceId: visitName(), state: doing });
    if (where === place) show(items.map(({ person, state }) => ({ ...person, state })));
  } catch {
    // Who cannot say that they are here is not seen; nothing else depends on it.
  }
}

const leave = (where: string): void =>
  void fetch(`/api/v1/incidents/${where}/presence/${visitName()}`, { method: 'DELETE', keepalive: true }).catch(() => {});

function hear({ type, id, ...data }: LiveChange): void {
  if (type !== 'presence.changed' || id !== place) return;
  const others = present.filter((each) => each.id !== data['personId']);
  const one = { id: String(data['personId']), name: String(data['name']), state: data['state'] as State };
  // Somebody with another page open may still be here: the next beat says so.
  show(data['isGone'] ? others : [...others, one]);
}

/** Says that this page looks at an incident, as long as it is shown. */
export function useBeingAt(incidentId: string): void {
  useEffect(() => {
    place = incidentId;
    visit += 1;
    doing = 'viewing';
    show([]);
    void beat();
    const timer = setInterval(() => void beat(), beatMs);
    const stop = onLiveChange(hear);
    const stopReturning = onLiveReady(() => void beat());
    const look = () => {
      if (document.visibilityState === 'hidden') return leave(incidentId);
      visit += 1;
      return void beat();
    };
    const go = () => leave(incidentId);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', go);
    return () => {
      clearInterval(timer);
      stop();
      stopReturning();
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', go);
      place = null;
      leave(incidentId);
    };
  }, [incidentId]);
}

/** Says that one types an answer or a note now. */
export function sayTyping(state: 'writing' | 'noting'): void {
  clearTimeout(idle);
  idle = setTimeout(stopTyping, idleMs);
  if (doing === state) return;
  doing = state;
  void beat();
}

/** Says that one types no longer. */
export function stopTyping(): void {
  clearTimeout(idle);
  if (doing === 'viewing') return;
  doing = 'viewing';
  void beat();
}

/** Who else is at the incident of this page. */
export const usePresent = (): Present[] =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    () => present,
  );
