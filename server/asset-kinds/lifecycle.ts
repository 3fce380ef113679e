export const assetStatuses = ['in_stock', 'deployed', 'in_repair', 'lost', 'retired', 'disposed'] as const;
export type AssetStatus = (typeof assetStatuses)[number];

/** From each status, those that an asset may go to in one step. */
export type Transitions = Record<AssetStatus, readonly AssetStatus[]>;

/** A device that left service; it is kept for its history and can be neither handed out nor protected. */
export const isGone = (status: AssetStatus): boolean => status === 'retired' || status === 'disposed';

/** How every kind goes that was not told otherwise. */
export const standardTransitions: Transitions = {
  in_stock: ['deployed', 'in_repair', 'lost', 'retired', 'disposed'],
  deployed: ['in_stock', 'in_repair', 'lost', 'retired', 'disposed'],
  in_repair: ['in_stock', 'deployed', 'lost', 'retired', 'disposed'],
  lost: ['in_stock', 'deployed', 'in_repair', 'retired', 'disposed'],
  retired: ['in_stock', 'disposed'],
  // What was given away by mistake in the books comes back in two steps, each of them in the history.
  disposed: ['retired'],
};

/** True when an asset may go from one status to the other in one step. */
export const mayBecome = (from: AssetStatus, to: AssetStatus, transitions?: Transitions | null): boolean =>
  from === to || (transitions ?? standardTransitions)[from].includes(to);

/**
 * What is wrong with a lifecycle, or null: every status must be reached from in stock, where assets begin, and from each
 * that is not gone there must be a way on.
 */
export function transitionsFault(transitions: Transitions): { status: AssetStatus; message: string } | null {
  for (const status of assetStatuses) {
    if (transitions[status].includes(status)) return { status, message: 'leads to itself' };
    if (!isGone(status) && transitions[status].length === 0) return { status, message: 'has no way out' };
  }
  const reached = new Set<AssetStatus>(['in_stock']);
  for (const status of reached) for (const next of transitions[status]) reached.add(next);
  // Agents and repairs find assets there whatever the plan says; leaving service must be possible by hand.
  return [...reached].some(isGone) ? null : { status: 'in_stock', message: 'never leads out of service' };
}
