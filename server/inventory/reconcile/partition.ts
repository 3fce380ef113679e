import { type Identity, type KeyType, keyTypes } from './identity.ts';
import type { MatchRule } from './rules.ts';

/** A way in which a machine introduced itself, or a record of the register; junk is left out of `identity`. */
export interface Party {
  id: string;
  identity: Identity;
  /** The record that this is for certain: the record itself, or because a person said so. */
  pin: string | null;
}

/** Parties that are one machine. */
export interface Block {
  partyIds: string[];
  /** It may be one of several that are not each other: nobody can say which. */
  isAmbiguous: boolean;
  /** Parties that it may be one with, by which rule, and in what they differ. */
  doubts: Doubt[];
}

export interface Doubt {
  partyId: string;
  ruleId: string;
  differ: KeyType[];
  /** Nothing in what they say speaks against it: only that each has a record of its own. */
  isOfRecords: boolean;
}

interface Cluster {
  parties: Party[];
  words: Record<KeyType, Set<string>>;
  pins: Set<string>;
  isAmbiguous: boolean;
  doubts: Array<{ with: Cluster; ruleId: string; differ: KeyType[]; isOfRecords: boolean }>;
}

interface Edge {
  a: Cluster;
  b: Cluster;
}

/**
 * Which of these are the same machine. It asks nothing but the parties and the rules, so that the order in which machines
 * came changes nothing. Rules are applied one after the other, each to all at once: what it would join is joined only
 * where nobody in it contradicts anybody else in it.
 */
export function partition(parties: readonly Party[], rules: readonly MatchRule[]): Block[] {
  let clusters = pinnedTogether(parties);
  for (const rule of rules) if (rule.isEnabled && rule.keys.length > 0) clusters = applyRule(clusters, rule);
  return clusters.map(blockOf).sort((a, b) => compare(a.partyIds[0] as string, b.partyIds[0] as string));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function blockOf(cluster: Cluster): Block {
  const doubts = cluster.doubts.flatMap(({ with: other, ...doubtful }) =>
    currentOf(other).parties.map(({ id }) => ({ partyId: id, ...doubtful })),
  );
  const own = new Set(cluster.parties.map(({ id }) => id));
  return {
    partyIds: [...own].sort(compare),
    isAmbiguous: cluster.isAmbiguous,
    doubts: doubts.filter(({ partyId }) => !own.has(partyId)).sort((a, b) => compare(a.partyId, b.partyId)),
  };
}

function pinnedTogether(parties: readonly Party[]): Cluster[] {
  const byPin = new Map<string, Party[]>();
  for (const party of [...parties].sort((a, b) => compare(a.id, b.id))) {
    const key = party.pin ? `pin ${party.pin}` : `own ${party.id}`;
    byPin.set(key, [...(byPin.get(key) ?? []), party]);
  }
  return [...byPin.values()].map((members) => clusterOf(members));
}

function clusterOf(parties: Party[]): Cluster {
  const words = Object.fromEntries(keyTypes.map((type) => [type, new Set(parties.flatMap(({ identity }) => identity[type]))]));
  const pins = new Set(parties.flatMap(({ pin }) => pin ?? []));
  return { parties, words: words as Cluster['words'], pins, isAmbiguous: false, doubts: [] };
}

/** Doubts outlive a later union: they are looked up by where the party is at the end. */
const mergedInto = new WeakMap<Cluster, Cluster>();
function currentOf(cluster: Cluster): Cluster {
  let current = cluster;
  for (let next = mergedInto.get(current); next; next = mergedInto.get(current)) current = next;
  return current;
}

function applyRule(clusters: Cluster[], rule: MatchRule): Cluster[] {
  const edges: Edge[] = [];
  for (const [a, b] of pairsSharing(clusters, rule.keys)) {
    const verdict = verdictOf(a, b, rule);
    if (verdict.kind === 'same') edges.push({ a, b });
    else if (verdict.kind === 'review') doubt(a, b, rule.id, verdict.differ, verdict.isOfRecords);
  }
  let result = clusters;
  for (const component of componentsOf(edges)) result = joinComponent(result, component, rule);
  return result;
}

function joinComponent(clusters: Cluster[], { members, edges }: Component, rule: MatchRule): Cluster[] {
  const torn = members.filter((member) => isTorn(member, edges, rule));
  for (const member of torn) member.isAmbiguous = true;
  for (const edge of edges.filter(({ a, b }) => torn.includes(a) || torn.includes(b))) doubt(edge.a, edge.b, rule.id, []);
  let result = clusters;
  const certain =
    torn.length === 0 ? [{ members, edges }] : componentsOf(edges.filter(({ a, b }) => !torn.includes(a) && !torn.includes(b)));
  for (const part of certain) {
    if (isPeaceful(part.members, rule)) result = unite(result, part.members);
    else for (const { a, b } of part.edges) doubt(a, b, rule.id, []);
  }
  return result;
}

/** It shares what the rule asks for with two that cannot be one. */
function isTorn(member: Cluster, edges: Edge[], rule: MatchRule): boolean {
  const near = edges.flatMap(({ a, b }) => (a === member ? [b] : b === member ? [a] : []));
  return !isPeaceful(near, rule);
}

const isPeaceful = (members: Cluster[], rule: MatchRule): boolean =>
  members.every((a, index) => members.slice(index + 1).every((b) => contradiction(a, b, rule) === null));

function unite(clusters: Cluster[], members: Cluster[]): Cluster[] {
  const united = clusterOf(members.flatMap(({ parties }) => parties));
  united.doubts = members.flatMap(({ doubts }) => doubts);
  for (const member of members) mergedInto.set(member, united);
  return [...clusters.filter((cluster) => !members.includes(cluster)), united];
}

function doubt(a: Cluster, b: Cluster, ruleId: string, differ: KeyType[], isOfRecords = false): void {
  a.doubts.push({ with: b, ruleId, differ, isOfRecords });
  b.doubts.push({ with: a, ruleId, differ, isOfRecords });
}

type Verdict = { kind: 'same' | 'separate' } | { kind: 'review'; differ: KeyType[]; isOfRecords: boolean };

function verdictOf(a: Cluster, b: Cluster, rule: MatchRule): Verdict {
  const objection = contradiction(a, b, rule);
  if (objection?.verdict === 'separate') return { kind: 'separate' };
  if (objection) return { kind: 'review', differ: objection.differ, isOfRecords: objection.isOfRecords === true };
  return rule.match === 'same' ? { kind: 'same' } : { kind: 'review', differ: [], isOfRecords: false };
}

interface Contradiction {
  verdict: 'separate' | 'review';
  differ: KeyType[];
  isOfRecords?: boolean;
}

/** Why the two cannot simply be one by this rule, or null; that they are two for certain weighs more than a question. */
function contradiction(a: Cluster, b: Cluster, rule: MatchRule): Contradiction | null {
  const raised = rule.objections.filter(({ differ }) => differ.length > 0 && differ.every((type) => isApart(a.words[type], b.words[type])));
  const separate = raised.find(({ verdict }) => verdict === 'separate');
  if (separate ?? raised[0]) return (separate ?? raised[0]) as Contradiction;
  if (a.pins.size > 0 && b.pins.size > 0) return { verdict: 'review', differ: [], isOfRecords: true };
  return a.doubts.some(({ with: other }) => currentOf(other) === b) ? { verdict: 'review', differ: [] } : null;
}

const isApart = (a: Set<string>, b: Set<string>): boolean => a.size > 0 && b.size > 0 && ![...a].some((value) => b.has(value));

/** Pairs that share a value of each of these words; who is ambiguous already is out of the game. */
function pairsSharing(clusters: Cluster[], keys: KeyType[]): Array<[Cluster, Cluster]> {
  const first = keys[0] as KeyType;
  const bearers = new Map<string, Cluster[]>();
  for (const cluster of clusters.filter(({ isAmbiguous }) => !isAmbiguous)) {
    for (const value of cluster.words[first]) bearers.set(value, [...(bearers.get(value) ?? []), cluster]);
  }
  const seen = new Map<Cluster, Set<Cluster>>();
  const pairs: Array<[Cluster, Cluster]> = [];
  for (const group of bearers.values()) {
    for (const [index, a] of group.entries()) {
      for (const b of group.slice(index + 1)) {
        if (seen.get(a)?.has(b) || keys.some((type) => ![...a.words[type]].some((value) => b.words[type].has(value)))) continue;
        seen.set(a, (seen.get(a) ?? new Set()).add(b));
        pairs.push([a, b]);
      }
    }
  }
  return pairs;
}

interface Component {
  members: Cluster[];
  edges: Edge[];
}

function componentsOf(edges: Edge[]): Component[] {
  const neighbours = new Map<Cluster, Cluster[]>();
  for (const { a, b } of edges) {
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const seen = new Set<Cluster>();
  const components: Component[] = [];
  for (const start of neighbours.keys()) {
    if (seen.has(start)) continue;
    const members: Cluster[] = [];
    const open = [start];
    for (let next = open.pop(); next; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      members.push(next);
      open.push(...(neighbours.get(next) ?? []));
    }
    components.push({ members, edges: edges.filter(({ a }) => members.includes(a)) });
  }
  return components;
}
