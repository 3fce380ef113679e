import type { Sql } from '../../db/connection.ts';
import type { Span } from './rotation.ts';

/** A time to come in which nobody is on call, that leads were told of. */
export interface Gap extends Span {
  id: string;
  scheduleId: string;
  foundAt: Date;
  resolvedAt: Date | null;
  /** It was covered, it passed uncovered, or no policy uses the schedule any more. */
  outcome: 'covered' | 'passed' | 'unused' | null;
}

/** The gaps that are open, of one schedule if told, in order of time. */
export async function listOpenGaps(sql: Sql, scheduleId?: string): Promise<Gap[]> {
  const query = sql('onCallGaps').whereNull('resolvedAt').orderBy(['startAt', 'id']).limit(2000);
  return scheduleId ? query.where({ scheduleId }) : query;
}

export async function insertGap(tx: Sql, gap: Gap): Promise<void> {
  await tx('onCallGaps').insert(gap);
}

export async function updateGap(tx: Sql, id: string, changes: Partial<Gap>): Promise<void> {
  await tx('onCallGaps').where({ id }).update(changes);
}
