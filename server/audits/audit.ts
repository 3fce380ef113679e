/** Stock-takes: what the register expects somewhere, what was really seen, and what follows from the difference. */

export const auditStates = ['open', 'closed'] as const;
export type AuditState = (typeof auditStates)[number];

export const auditResults = ['missing', 'found', 'misplaced', 'unexpected'] as const;
export type AuditResult = (typeof auditResults)[number];

export const correctionKinds = ['lost', 'moved', 'found_again', 'refined'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** Statuses that an asset can be expected in; what is lost or gone is expected nowhere. */
export const expectableStatuses = ['in_stock', 'deployed', 'in_repair'] as const;
export type ExpectableStatus = (typeof expectableStatuses)[number];

/** What a stock-take is about; a null or an empty list leaves nothing out. */
export interface AuditScope {
  /** This place and everything in it. */
  locationId: string | null;
  custodianId: string | null;
  kinds: string[];
  statuses: ExpectableStatus[];
  /** Whether what people carry counts: a laptop is often at home. */
  withHeld: boolean;
}

export interface Audit {
  id: string;
  number: number;
  title: string;
  note: string | null;
  state: AuditState;
  locationId: string | null;
  custodianId: string | null;
  scope: Pick<AuditScope, 'kinds' | 'statuses' | 'withHeld'>;
  expected: number;
  found: number;
  misplaced: number;
  unexpected: number;
  unknown: number;
  corrected: number;
  createdById: string | null;
  createdAt: Date;
  closedById: string | null;
  closedAt: Date | null;
  version: number;
}

/** What the register says of an asset that a stock-take looks at. */
export interface Whereabouts {
  status: string;
  locationId: string | null;
  custodianType: string | null;
  custodianId: string | null;
}

export interface AuditItem extends Whereabouts {
  auditId: string;
  assetId: string;
  tag: string;
  tagOrder: string;
  name: string;
  kind: string;
  serial: string | null;
  result: AuditResult;
  scanCount: number;
  seenAt: Date | null;
  seenLocationId: string | null;
  seenById: string | null;
  seenByName: string | null;
  correction: CorrectionKind | null;
  before: Whereabouts | null;
  after: Whereabouts | null;
}

/** Whether one place is the other or lies in it. */
export type Within = (id: string | null, aboveId: string) => boolean;

/**
 * What it means that an expected asset was seen: found, unless its place by the register and the place of the scan exclude each
 * other. Who stands in "HQ" and scans what belongs to room 204 of it has found it, and the other way round.
 */
export function resultOfSighting(expectedAt: string | null, seenAt: string | null, within: Within): 'found' | 'misplaced' {
  if (!expectedAt || !seenAt) return 'found';
  return within(seenAt, expectedAt) || within(expectedAt, seenAt) ? 'found' : 'misplaced';
}

/** What the register should be told of an asset: a kind of correction with the facts that it sets, or null. */
export interface Correction {
  kind: CorrectionKind;
  after: Whereabouts;
}

const isInService = (status: string): boolean => (expectableStatuses as readonly string[]).includes(status);

/** The correction that the outcome of a stock-take asks for, given what the register says now. */
export function correctionOf(
  item: Pick<AuditItem, 'result' | 'seenLocationId' | 'locationId'>,
  now: Whereabouts,
  within: Within,
): Correction | null {
  if (item.result === 'missing') return isInService(now.status) ? { kind: 'lost', after: { ...now, status: 'lost' } } : null;
  const isLost = now.status === 'lost';
  if (!isLost && !isInService(now.status)) return null;
  const placed = movedTo(now, item.seenLocationId);
  if (isLost) return { kind: 'found_again', after: { ...placed, status: now.custodianId ? 'deployed' : 'in_stock' } };
  if (!item.seenLocationId || item.seenLocationId === now.locationId) return null;
  if (item.result !== 'found') return { kind: 'moved', after: placed };
  const isMorePrecise = now.locationId === null || within(item.seenLocationId, now.locationId);
  return isMorePrecise ? { kind: 'refined', after: placed } : null;
}

/** What stands in a room by its custody goes with its custody. */
function movedTo(now: Whereabouts, locationId: string | null): Whereabouts {
  if (!locationId) return now;
  return { ...now, locationId, ...(now.custodianType === 'location' && { custodianId: locationId }) };
}

/** True when both say the same of where an asset is, who has it and how it is. */
export const isSameWhereabouts = (a: Whereabouts, b: Whereabouts): boolean =>
  a.status === b.status && a.locationId === b.locationId && a.custodianType === b.custodianType && a.custodianId === b.custodianId;

/** Those four facts alone. */
export const whereaboutsOf = ({ status, locationId, custodianType, custodianId }: Whereabouts): Whereabouts => ({
  status,
  locationId,
  custodianType,
  custodianId,
});

/** `7` → `AUD-7`. */
export const auditName = (number: number): string => `AUD-${number}`;

/** When something was scanned, by a clock that may be wrong: never before the stock-take began, never later than now. */
export const scannedWithin = (said: Date, from: Date, now: Date): Date =>
  new Date(Math.min(Math.max(said.getTime(), from.getTime()), now.getTime()));
