import type { Clock } from '../platform/clock.ts';
import { newId } from '../platform/ids.ts';
import { type Live, type LiveEvent, pageLeft } from '../platform/live.ts';

/** What somebody does at an incident now; `writing` is an answer that the requester will read, `noting` an internal note. */
export const presenceStates = ['viewing', 'noting', 'writing'] as const;
export type PresenceState = (typeof presenceStates)[number];

/** One page of one person at one incident, as it said last. */
export interface Beat {
  incidentId: string;
  personId: string;
  name: string;
  deviceId: string;
  isTechnician: boolean;
  state: PresenceState;
  /** Since when it does that, in milliseconds. */
  since: number;
}

export interface Present {
  personId: string;
  name: string;
  state: PresenceState;
  since: number;
}

/** Pages beat every 15 seconds; who misses three of them has gone. */
export const beatSeconds = 15;
const forgottenAfterMs = 3 * beatSeconds * 1000;
const mostPagesPerIncident = 200;

interface Kept extends Beat {
  seenAt: number;
  /** Said to this process, not heard from another. */
  isOwn: boolean;
  /** The page has left: a word of it that was on its way comes too late. */
  isGone: boolean;
}

export interface Presence {
  /** Keeps what a page says and tells other technicians' pages when that is news. */
  say(beat: Omit<Beat, 'since'>): void;
  leave(beat: Pick<Beat, 'incidentId' | 'personId' | 'deviceId'>): void;
  /** Who is at an incident now, each person once with the busiest of their pages. */
  at(incidentId: string): Present[];
  close(): void;
}

const keyOf = ({ personId, deviceId }: Pick<Beat, 'personId' | 'deviceId'>): string => `${personId} ${deviceId}`;
type Page = Pick<Beat, 'incidentId' | 'personId' | 'deviceId'>;

/** The pages at each incident; who fell silent is forgotten when one looks. */
function openPlaces(now: () => number) {
  const places = new Map<string, Map<string, Kept>>();
  return {
    incidentIds: () => [...places.keys()],
    at(incidentId: string): Kept[] {
      const place = places.get(incidentId);
      if (!place) return [];
      for (const [key, { seenAt }] of place) if (now() - seenAt > forgottenAfterMs) place.delete(key);
      if (place.size === 0) places.delete(incidentId);
      return [...place.values()].filter(({ isGone }) => !isGone);
    },
    keep(beat: Beat, isOwn: boolean): void {
      const place = places.get(beat.incidentId) ?? new Map<string, Kept>();
      places.set(beat.incidentId, place);
      const known = place.get(keyOf(beat));
      const hasRoom = known ? !known.isGone : place.size < mostPagesPerIncident;
      if (hasRoom) place.set(keyOf(beat), { ...beat, isOwn, isGone: false, seenAt: now() });
    },
    drop(page: Page): void {
      const known = places.get(page.incidentId)?.get(keyOf(page));
      if (known) places.get(page.incidentId)?.set(keyOf(page), { ...known, isGone: true, seenAt: now() });
    },
    /** Forgets all that one page of a person said, wherever; answers what was forgotten. */
    forget(personId: string, pageId: string): Kept[] {
      const isOfPage = (kept: Kept): boolean => kept.personId === personId && kept.deviceId.startsWith(pageId);
      const forgotten = [...places.values()].flatMap((place) => [...place.values()].filter(isOfPage));
      for (const kept of forgotten) places.get(kept.incidentId)?.delete(keyOf(kept));
      return forgotten.filter(({ isGone }) => !isGone);
    },
  };
}

/**
 * Who is where, in memory: every process hears of every beat by the live events and forgets by itself, so that no beat
 * ever writes to a database. A process that has just started asks the others.
 */
export function openPresence(live: Live, clock: Clock): Presence {
  const by = newId();
  const now = (): number => clock().getTime();
  const places = openPlaces(now);
  // Renewals are for the other processes alone; pages hear of news.
  const publish = ({ incidentId, ...data }: Partial<Beat> & { isGone?: boolean }, personIds: string[]): void =>
    live.publish({ type: 'presence.changed', id: incidentId ?? '', audience: { personIds }, data: { ...data, by } });
  const answer = (): void => {
    for (const { seenAt: _, isGone: __, isOwn, ...beat } of places.incidentIds().flatMap(places.at)) if (isOwn) publish(beat, []);
  };
  // A page whose stream of changes has ended is closed, crashed or without a network: nobody need wait for its silence.
  const forgetPage = (pageId: string, personId: string): void => {
    for (const page of places.forget(personId, pageId)) {
      const { incidentId, deviceId } = page;
      if (page.isOwn) publish({ incidentId, personId, deviceId, isGone: true }, othersAt(page));
    }
  };
  const hear = ({ type, id, data }: LiveEvent): void => {
    if (type === 'presence.asked' && id !== by) answer();
    if (type === pageLeft) forgetPage(id, String(data?.['personId']));
    if (type !== 'presence.changed' || data?.['by'] === by) return;
    const beat = { ...data, incidentId: id } as unknown as Beat & { isGone?: boolean };
    if (beat.isGone) places.drop(beat);
    else places.keep(beat, false);
  };
  const othersAt = ({ incidentId, personId: own }: Page): string[] => [
    ...new Set(places.at(incidentId).flatMap(({ personId, isTechnician }) => (isTechnician && personId !== own ? personId : []))),
  ];
  const close = live.subscribe(hear);
  live.publish({ type: 'presence.asked', id: by, audience: {} });
  return {
    say(beat) {
      const before = places.at(beat.incidentId).find((each) => keyOf(each) === keyOf(beat));
      const isNews = before?.state !== beat.state;
      const said = { ...beat, since: before && !isNews ? before.since : now() };
      places.keep(said, true);
      publish(said, isNews ? othersAt(beat) : []);
    },
    leave({ incidentId, personId, deviceId }) {
      const page = { incidentId, personId, deviceId };
      places.drop(page);
      publish({ ...page, isGone: true }, othersAt(page));
    },
    at: (incidentId) => byPerson(places.at(incidentId)),
    close,
  };
}

function byPerson(beats: Beat[]): Present[] {
  const people = new Map<string, Present>();
  for (const { personId, name, state, since } of beats) {
    const known = people.get(personId);
    if (known && presenceStates.indexOf(known.state) >= presenceStates.indexOf(state)) continue;
    people.set(personId, { personId, name, state, since });
  }
  return [...people.values()].sort((one, other) => one.since - other.since);
}

const opened = new WeakMap<Live, Presence>();

/** The presence that goes with these live events, opened when it is first asked for. */
export function presenceOf({ live, clock }: { live: Live; clock: Clock }): Presence {
  const presence = opened.get(live) ?? openPresence(live, clock);
  opened.set(live, presence);
  return presence;
}
