import type { Block, Doubt, Party } from './partition.ts';

/** A party with the record that it belongs to so far. */
export interface PlacedParty extends Party {
  assetId: string | null;
  /** It stands for a record of the register, not for something an agent said. */
  isRecord: boolean;
}

/** What is known of a record that parties belong to. */
export interface RecordFacts {
  /** People made it or worked on it: it is never joined into another without them. */
  isOfPeople: boolean;
}

export interface Candidate {
  assetId: string;
  ruleId: string | null;
  differ: string[];
}

/** What is to be done with a block. */
export type Placement =
  | { kind: 'asset'; partyIds: string[]; assetId: string; mergeFrom: string[] }
  | { kind: 'new'; partyIds: string[] }
  | { kind: 'review'; partyIds: string[]; reason: 'several' | 'contradiction'; candidates: Candidate[] };

interface Claim {
  block: Block;
  parties: PlacedParty[];
}

/**
 * Gives blocks their records: who has one keeps it, a new machine gets one of its own, doubtful ones wait for a person.
 * Records that agents made and nobody touched are joined when they turn out to be one machine.
 */
export function settle(blocks: Block[], parties: Map<string, PlacedParty>, records: Map<string, RecordFacts>): Placement[] {
  const claims = blocks.map((block) => ({ block, parties: block.partyIds.map((id) => parties.get(id) as PlacedParty) }));
  const owners = ownersOf(claims);
  const assetsOf = (claim: Claim): string[] => [...owners].filter(([, owner]) => owner === claim).map(([assetId]) => assetId);
  return claims.flatMap((claim) => placementsOf(claim, assetsOf(claim), claims, owners, records));
}

function placementsOf(
  claim: Claim,
  assetIds: string[],
  claims: Claim[],
  owners: Map<string, Claim>,
  records: Map<string, RecordFacts>,
): Placement[] {
  const partyIds = claim.parties.filter(({ isRecord }) => !isRecord).map(({ id }) => id);
  if (partyIds.length === 0) return [];
  const peoples = assetIds.filter((id) => records.get(id)?.isOfPeople);
  if (peoples.length > 1) return apart(claim, peoples);
  if (assetIds.length > 0) {
    const assetId = peoples[0] ?? ([...assetIds].sort()[0] as string);
    const rivals = rivalsOf(claim, claims, owners, records);
    if (peoples.length === 1 && rivals.length > 0) return apart(claim, [assetId, ...rivals]);
    return [{ kind: 'asset', partyIds, assetId, mergeFrom: assetIds.filter((id) => id !== assetId) }];
  }
  if (!claim.block.isAmbiguous && claim.block.doubts.length === 0) return [{ kind: 'new', partyIds }];
  const candidates = candidatesOf(claim.block.doubts, claims, owners);
  return [{ kind: 'review', partyIds, reason: claim.block.isAmbiguous ? 'several' : 'contradiction', candidates }];
}

/** Records of people that a machine is by another rule than the one that gave it its record. */
function rivalsOf({ block }: Claim, claims: Claim[], owners: Map<string, Claim>, records: Map<string, RecordFacts>): string[] {
  const doubts = block.doubts.filter(({ isOfRecords }) => isOfRecords);
  return candidatesOf(doubts, claims, owners)
    .map(({ assetId }) => assetId)
    .filter((id) => records.get(id)?.isOfPeople);
}

/** People made two records of it: each keeps what it has, and what is new waits for a person. */
function apart({ parties }: Claim, peoples: string[]): Placement[] {
  const said = parties.filter(({ isRecord }) => !isRecord);
  const keeping = peoples.flatMap((assetId): Placement[] => {
    const own = said.filter((party) => party.assetId === assetId).map(({ id }) => id);
    return own.length > 0 ? [{ kind: 'asset', partyIds: own, assetId, mergeFrom: [] }] : [];
  });
  const rest = said.filter(({ assetId }) => !assetId || !peoples.includes(assetId)).map(({ id }) => id);
  const candidates = peoples.map((assetId) => ({ assetId, ruleId: null, differ: [] }));
  return rest.length > 0 ? [...keeping, { kind: 'review', partyIds: rest, reason: 'several', candidates }] : keeping;
}

/** To which block a record belongs when parties of several had it: its own first, then certain ones, then the larger. */
function ownersOf(claims: Claim[]): Map<string, Claim> {
  const owners = new Map<string, Claim>();
  for (const assetId of new Set(claims.flatMap(({ parties }) => parties.flatMap((party) => party.assetId ?? [])))) {
    const claimants = claims.filter(({ parties }) => parties.some((party) => party.assetId === assetId));
    const weight = ({ block, parties }: Claim): number[] => [
      // A record that no machine speaks for has nothing to defend.
      parties.some(({ isRecord }) => !isRecord) ? 1 : 0,
      parties.some((party) => party.pin === assetId) ? 1 : 0,
      block.isAmbiguous ? 0 : 1,
      parties.filter((party) => party.assetId === assetId).length,
    ];
    claimants.sort(
      (a, b) => compareLists(weight(b), weight(a)) || (a.block.partyIds[0] as string).localeCompare(b.block.partyIds[0] as string),
    );
    owners.set(assetId, claimants[0] as Claim);
  }
  return owners;
}

function compareLists(a: number[], b: number[]): number {
  const index = a.findIndex((value, i) => value !== b[i]);
  return index < 0 ? 0 : (a[index] as number) - (b[index] as number);
}

function candidatesOf(doubts: Doubt[], claims: Claim[], owners: Map<string, Claim>): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { partyId, ruleId, differ } of doubts) {
    const claim = claims.find(({ block }) => block.partyIds.includes(partyId));
    for (const [assetId, owner] of owners) if (owner === claim && !found.has(assetId)) found.set(assetId, { assetId, ruleId, differ });
  }
  return [...found.values()];
}
