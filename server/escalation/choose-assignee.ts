import type { Strategy } from './escalation-policy.ts';
import type { NamedRef } from './who-is-there.ts';

/** Somebody who could be given an incident. */
export interface Candidate {
  id: string;
  name: string;
  /** Incidents that they have open now. */
  open: number;
  /** When they were last given one within the same circle. */
  lastTurnAt: Date | null;
  skills: readonly string[];
}

/** Why an incident was given to somebody: facts, which pages and mails put into words. */
export interface Why {
  strategy: Strategy | 'named' | 'group';
  /** Among how many people the choice was made. */
  among: number;
  absent: NamedRef[];
  open?: number;
  lastTurnAt?: Date | null;
  /** The skills that were asked for and that the person has. */
  skills?: string[];
  /** Who had the incident and was passed over, since they did not react. */
  passedOver?: NamedRef;
}

/** To whom a step gave the incident; both null when there was nobody to give it to. */
export interface Assignment {
  person: NamedRef | null;
  supportGroup: NamedRef | null;
  why: Why;
}

type Order = (a: Candidate, b: Candidate) => number;

const byTurn: Order = (a, b) => (a.lastTurnAt?.getTime() ?? 0) - (b.lastTurnAt?.getTime() ?? 0);
const byLoad: Order = (a, b) => a.open - b.open;
const byName: Order = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
const bySkills =
  (wanted: readonly string[]): Order =>
  (a, b) =>
    has(b, wanted).length - has(a, wanted).length;

const has = ({ skills }: Candidate, wanted: readonly string[]): string[] => wanted.filter((skill) => skills.includes(skill));

const inOrder = (strategy: Strategy, wanted: readonly string[]): Order[] =>
  ({
    onCall: [],
    roundRobin: [byTurn, byLoad, byName],
    leastLoaded: [byLoad, byTurn, byName],
    bySkill: [bySkills(wanted), byLoad, byTurn, byName],
  })[strategy];

/**
 * The one of these people whom a strategy chooses, with the facts that say why: whose last turn is longest ago, who has
 * the fewest open incidents, who has most of the skills (then the fewest incidents), or who comes first on call. Null
 * when there is nobody, or nobody with any of the skills.
 */
export function chooseAssignee(
  strategy: Strategy,
  candidates: readonly Candidate[],
  wanted: readonly string[] = [],
): { chosen: Candidate; facts: Pick<Why, 'open' | 'lastTurnAt' | 'skills'> } | null {
  const able = strategy === 'bySkill' ? candidates.filter((candidate) => has(candidate, wanted).length > 0) : candidates;
  const orders = inOrder(strategy, wanted);
  const [chosen] = [...able].sort((a, b) => orders.map((order) => order(a, b)).find((difference) => difference !== 0) ?? 0);
  if (!chosen) return null;
  const { open, lastTurnAt } = chosen;
  if (strategy === 'onCall') return { chosen, facts: {} };
  if (strategy === 'roundRobin') return { chosen, facts: { lastTurnAt } };
  return { chosen, facts: { open, ...(strategy === 'bySkill' && { skills: has(chosen, wanted) }) } };
}
