/** What is used up, what is lent and comes back, and what goes into a device. */
export const stockKinds = ['consumable', 'accessory', 'component'] as const;
export type StockKind = (typeof stockKinds)[number];

export const movementKinds = ['received', 'handed_out', 'returned', 'corrected', 'counted', 'moved'] as const;
export type MovementKind = (typeof movementKinds)[number];

export const holderTypes = ['person', 'location', 'asset'] as const;
export type HolderType = (typeof holderTypes)[number];

export interface Holder {
  type: HolderType;
  id: string;
}

export interface StockItem {
  id: string;
  name: string;
  kind: StockKind;
  manufacturer: string | null;
  partNumber: string | null;
  supplierId: string | null;
  unit: string | null;
  /** At this many or fewer it is low; null is never low. */
  minimum: number | null;
  onHand: number;
  onLoan: number;
  unitCostCents: number | null;
  currency: string | null;
  notes: string | null;
  isActive: boolean;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** One line of the ledger; lines are added and never changed. */
export interface Movement {
  id: string;
  itemId: string;
  kind: MovementKind;
  /** Id of a location, or `noShelf`. */
  shelf: string;
  /** What the shelf gained or lost. */
  quantity: number;
  /** What lay there afterwards. */
  balance: number;
  holderType: HolderType | null;
  holderId: string | null;
  reason: string | null;
  orderNumber: string | null;
  unitCostCents: number | null;
  currency: string | null;
  handOutId: string | null;
  actorId: string | null;
  actorName: string;
  happenedAt: Date;
}

/** The shelf of an item of which nobody said where it lies. */
export const noShelf = '-';

export const isLow = ({ minimum, onHand, isActive }: Pick<StockItem, 'minimum' | 'onHand' | 'isActive'>): boolean =>
  isActive && minimum !== null && onHand <= minimum;

/** What comes back is lent; what is used up or built in is gone. */
export const isLent = (kind: StockKind): boolean => kind === 'accessory';
