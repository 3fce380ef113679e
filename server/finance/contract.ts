import { addDays, addMonths, type Day } from '../platform/calendar-days.ts';

export const contractKinds = ['maintenance', 'support', 'warranty', 'lease', 'subscription', 'insurance', 'other'] as const;
export type ContractKind = (typeof contractKinds)[number];

export const costPeriods = ['once', 'month', 'quarter', 'year'] as const;
export type CostPeriod = (typeof costPeriods)[number];

export const contractStates = ['planned', 'active', 'ending', 'ended'] as const;
export type ContractState = (typeof contractStates)[number];

export interface Contract {
  id: string;
  name: string;
  kind: ContractKind;
  supplierId: string | null;
  reference: string | null;
  startsOn: Day;
  /** The last day of the first term; null runs until notice is given. */
  endsOn: Day | null;
  /** By how many months it goes on each time; null ends with its term. */
  renewalMonths: number | null;
  noticeDays: number;
  /** When notice was given. */
  cancelledOn: Day | null;
  costCents: number | null;
  currency: string | null;
  costPer: CostPeriod;
  notes: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export interface Term {
  state: ContractState;
  /** The last day of the present term, or of the contract once notice was given; null when there is no end. */
  endsOn: Day | null;
  /** The last day to give notice before it goes on for another term; null when there is nothing to decide. */
  noticeBy: Day | null;
  /** The present term is followed by another. */
  isRenewing: boolean;
}

type Terms = Pick<Contract, 'startsOn' | 'endsOn' | 'renewalMonths' | 'noticeDays' | 'cancelledOn'>;

/** The end of the term that a day lies in; every end is counted from the first, so that the 31st comes back after February. */
function termEnd(first: Day, renewalMonths: number, day: Day): Day {
  let end = first;
  for (let count = 1; end < day; count += 1) end = addMonths(first, count * renewalMonths);
  return end;
}

/** The last day of a contract to which notice was given: notice too late for its term ends the next one. */
function endAfterNotice(contract: Terms, cancelledOn: Day): Day {
  if (contract.endsOn === null) return addDays(cancelledOn, contract.noticeDays);
  if (contract.renewalMonths === null) return contract.endsOn;
  return termEnd(contract.endsOn, contract.renewalMonths, addDays(cancelledOn, contract.noticeDays));
}

/** Where a contract stands on a day. */
export function termOf(contract: Terms, today: Day): Term {
  const { startsOn, endsOn, renewalMonths, noticeDays, cancelledOn } = contract;
  const isRenewing = cancelledOn === null && endsOn !== null && renewalMonths !== null;
  const end = cancelledOn !== null ? endAfterNotice(contract, cancelledOn) : isRenewing ? termEnd(endsOn, renewalMonths, today) : endsOn;
  const state = stateOf(startsOn, end, cancelledOn !== null || (endsOn !== null && !isRenewing), today);
  return { state, endsOn: end, noticeBy: isRenewing ? addDays(end as Day, -noticeDays) : null, isRenewing };
}

function stateOf(startsOn: Day, end: Day | null, isEnding: boolean, today: Day): ContractState {
  if (end !== null && end < today) return 'ended';
  if (startsOn > today) return 'planned';
  return isEnding ? 'ending' : 'active';
}

const perYear: Record<CostPeriod, number> = { once: 0, month: 12, quarter: 4, year: 1 };

/** What a contract costs in a year; null when it is paid once, or nobody said. */
export const yearlyCents = ({ costCents, costPer }: Pick<Contract, 'costCents' | 'costPer'>): number | null =>
  costCents === null || costPer === 'once' ? null : costCents * perYear[costPer];
