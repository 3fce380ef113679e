import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import type { Draft, Page } from '../api/types.ts';
import { onLiveChange } from '../live/live.ts';
import { pageId } from '../live/page-id.ts';
import { dropDraft, keepDraft, readDraft } from '../ui/draft.ts';
import { blankSide, chosen, type DraftSide, isDirty, merged } from './draft-side.ts';
import { hasOutgoing, type Outgoing } from './outgoing.ts';

export type Visibility = 'public' | 'internal';
type Sides = Record<Visibility, DraftSide>;

const visibilities: Visibility[] = ['public', 'internal'];
const pauseMs = 1200;
const nameOf = (incidentId: string): string => `comment2:${incidentId}`;
const blankSides: Sides = { public: blankSide, internal: blankSide };

export interface ServerDraft {
  side: DraftSide;
  isSaved: boolean;
  write: (body: string) => void;
  choose: (choice: 'theirs' | 'mine' | 'both') => void;
  /** Waits until nothing is being saved, empties the field, and answers the version that the words had. */
  hand: () => Promise<number>;
}

type Change = (which: Visibility, next: (side: DraftSide) => DraftSide) => void;

/** Both drafts as this device knows them, each change of them kept on the device at once. */
function useSides(incidentId: string): { sides: Sides; latest: { current: Sides }; change: Change } {
  const [sides, setSides] = useState<Sides>(() => ({ ...blankSides, ...readDraft<Sides>(nameOf(incidentId)) }));
  const latest = useRef(sides);
  const change = useCallback<Change>(
    (which, next) => {
      latest.current = { ...latest.current, [which]: next(latest.current[which]) };
      if (visibilities.every((each) => latest.current[each].body === '' && !isDirty(latest.current[each]))) dropDraft(nameOf(incidentId));
      else keepDraft(nameOf(incidentId), latest.current);
      setSides(latest.current);
    },
    [incidentId],
  );
  return { sides, latest, change };
}

/** Brings the drafts of this device and those of the server together, one save after the other. */
function useSaving(incidentId: string, latest: { current: Sides }, change: Change) {
  const saving = useRef<Promise<void>>(Promise.resolve());
  const save = useCallback(() => {
    saving.current = saving.current.then(async () => {
      for (const which of visibilities) {
        if (!hasOutgoing(incidentId, which)) await saveSide(incidentId, which, latest.current[which], (next) => change(which, next));
      }
    });
    return saving.current;
  }, [incidentId, latest, change]);
  const pull = useCallback(async () => {
    try {
      const { items } = await api.get<Page<Draft>>(`/incidents/${incidentId}/drafts`);
      for (const draft of items) if (!hasOutgoing(incidentId, draft.visibility)) change(draft.visibility, (side) => merged(side, draft));
      await save();
    } catch {
      // Without a network the words of this device stand; the next save asks again.
    }
  }, [incidentId, change, save]);
  return { saving, save, pull };
}

/** Listens to other devices, to the network coming back, and to the messages that drafts have become. */
function useNews(incidentId: string, change: Change, { save, pull }: Pick<ReturnType<typeof useSaving>, 'save' | 'pull'>): void {
  useEffect(() => {
    void pull();
    const stop = onLiveChange((heard) => {
      const isOthers = heard.type === 'draft.changed' && heard.id === incidentId && heard['deviceId'] !== pageId;
      if (isOthers) void pull();
    });
    const sent = (event: Event) => {
      const { incidentId: where, visibility: which, draftVersion } = (event as CustomEvent<Outgoing>).detail;
      // The draft ended with the message, in the same breath.
      if (where !== incidentId) return;
      if (draftVersion > 0) change(which, (side) => ({ ...side, synced: '', version: Math.max(side.version, draftVersion + 1) }));
      void pull();
    };
    window.addEventListener('coulisse:sent', sent);
    window.addEventListener('online', pull);
    return () => {
      stop();
      window.removeEventListener('coulisse:sent', sent);
      window.removeEventListener('online', pull);
      void save();
    };
  }, [incidentId, pull, save, change]);
}

/**
 * What one is about to say. Every letter is kept on this device at once, and on the server a moment later, so that it is
 * there on another device; words that two devices wrote are both shown.
 */
export function useServerDraft(incidentId: string, visibility: Visibility): ServerDraft {
  const { sides, latest, change } = useSides(incidentId);
  const saves = useSaving(incidentId, latest, change);
  useNews(incidentId, change, saves);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const side = sides[visibility];
  return {
    side,
    isSaved: !isDirty(side) && side.version > 0,
    write: (body) => {
      change(visibility, (now) => ({ ...now, body }));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void saves.save(), pauseMs);
    },
    choose: (choice) => {
      change(visibility, (now) => chosen(now, choice));
      void saves.save();
    },
    hand: async () => {
      clearTimeout(timer.current);
      await saves.saving.current;
      const { version } = latest.current[visibility];
      change(visibility, (now) => ({ ...now, body: '' }));
      return version;
    },
  };
}

async function saveSide(
  incidentId: string,
  which: Visibility,
  side: DraftSide,
  change: (next: (side: DraftSide) => DraftSide) => void,
): Promise<void> {
  if (!isDirty(side) || side.other) return;
  const { body, version } = side;
  try {
    const path = `/incidents/${incidentId}/drafts/${which}`;
    const kept = await api.put<Draft>(path, { body, deviceId: pageId }, { ifMatch: version });
    change((now) => ({ ...now, synced: body, version: kept.version }));
  } catch (error) {
    const isOvertaken = error instanceof ApiProblem && error.status === 412;
    if (!isOvertaken) return;
    const theirs = (error.extra['draft'] ?? { body: '', version: error.extra['version'] }) as { body: string; version: number };
    // Whatever this device believed, the server is right about its own version.
    change((now) => merged({ ...now, version: -1 }, theirs));
  }
}
