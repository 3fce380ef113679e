import type { reportAnswer, reportScheduleAnswer } from '../../../server/reports/report-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Report = Answer<typeof reportAnswer>;
export type ReportName = Report['name'];
export type ReportSchedule = Answer<typeof reportScheduleAnswer>;
export type Cell = string | number | null;

/** The reports in the order of their tabs. */
export const reportNames = ['backlog', 'flow', 'targets', 'workload', 'reopened', 'satisfaction'] as const satisfies readonly ReportName[];
