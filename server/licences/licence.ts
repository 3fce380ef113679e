export const licenceMetrics = ['person', 'device'] as const;
export type LicenceMetric = (typeof licenceMetrics)[number];

export interface Licence {
  id: string;
  name: string;
  publisher: string | null;
  /** Who takes a seat: people, on whichever of their devices, or devices. */
  metric: LicenceMetric;
  /** Null: as many as one likes. */
  seats: number | null;
  /** Taken seats, and those that were freed of a licence that nobody else may take over. */
  seatsUsed: number;
  sealedKey: string | null;
  supplierId: string | null;
  orderNumber: string | null;
  purchasedOn: string | null;
  costCents: number | null;
  currency: string | null;
  expiresOn: string | null;
  isReassignable: boolean;
  notes: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface Seat {
  id: string;
  licenceId: string;
  personId: string | null;
  assetId: string | null;
  note: string | null;
  assignedAt: Date;
  assignedById: string | null;
  assignedByName: string;
  freedAt: Date | null;
  freedByName: string | null;
  freedBecause: string | null;
}

/** The device on which something is installed, and who has it. */
export interface InstalledOn {
  id: string;
  custodianType: string | null;
  custodianId: string | null;
}

/** Who takes a seat for an installation: the person who has the device, or else the device. */
export const takerOf = (metric: LicenceMetric, on: InstalledOn): string =>
  metric === 'person' && on.custodianType === 'person' && on.custodianId ? on.custodianId : on.id;

export interface Use {
  /** How many seats the installations need. */
  installed: number;
  /** Installations without a seat. */
  withoutSeat: InstalledOn[];
  /** Holders of a seat who have it installed nowhere. */
  notInstalled: Set<string>;
}

/** Compares what is installed with who holds a seat. Where nothing is known to be installed, nothing is missing. */
export function compareUse(metric: LicenceMetric, installations: readonly InstalledOn[], holders: ReadonlySet<string>): Use {
  const takers = new Map<string, InstalledOn>();
  for (const on of installations) if (!takers.has(takerOf(metric, on))) takers.set(takerOf(metric, on), on);
  const withoutSeat = [...takers].filter(([taker, on]) => !holders.has(taker) && !holders.has(on.id)).map(([, on]) => on);
  const notInstalled = new Set(installations.length === 0 ? [] : [...holders].filter((holder) => !takers.has(holder)));
  return { installed: takers.size, withoutSeat, notInstalled };
}

/** How many more are installed than there are seats. */
export const overuseOf = (installed: number, seats: number | null): number => (seats === null ? 0 : Math.max(0, installed - seats));

export const isExpired = ({ expiresOn }: Pick<Licence, 'expiresOn'>, today: string): boolean => expiresOn !== null && expiresOn < today;
