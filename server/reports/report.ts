import type { Priority } from '../incidents/incident.ts';

/** What a report can count by. */
export const dimensions = ['supportGroup', 'service', 'department', 'deviceModel', 'assignee', 'priority', 'source'] as const;
export type Dimension = (typeof dimensions)[number];

export const intervals = ['day', 'week', 'month'] as const;
export type Interval = (typeof intervals)[number];

export const reportNames = ['backlog', 'flow', 'targets', 'workload', 'reopened', 'satisfaction'] as const;
export type ReportName = (typeof reportNames)[number];

/** How a column's values are shown: durations are milliseconds, shares lie between 0 and 1. */
export type ColumnKind = 'text' | 'count' | 'share' | 'duration' | 'instant';

export interface Column {
  key: string;
  kind: ColumnKind;
}

export type Cell = string | number | null;

/** A table with a row for each value of what is counted by; `key` is null for incidents that have none. */
export interface Report {
  name: ReportName;
  from: Date | null;
  to: Date;
  columns: Column[];
  rows: Array<{ key: string | null; label: string | null; cells: Cell[] }>;
  /** The same columns over all incidents; null where they do not add up. */
  total: Cell[] | null;
}

/** Which incidents a report is about. */
export interface ReportFilter {
  supportGroupId?: string | undefined;
  serviceId?: string | undefined;
  priority?: Priority | undefined;
  department?: string | undefined;
}

/** A part of a whole, or null when there is no whole. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
