import type { Sql } from '../../db/connection.ts';
import { newId } from '../platform/ids.ts';
import type { Shift } from './on-call.ts';

/** Who was on call between two instants by the ledger, in order of time, cut to neither. */
export async function listRecordedShifts(sql: Sql, scheduleId: string, from: Date, to: Date): Promise<Shift[]> {
  return sql('onCallShifts')
    .select('personId', 'startAt', 'endAt', 'level', 'rotation', 'overrideId', 'temporaryId')
    .where({ scheduleId })
    .where('endAt', '>', from)
    .where('startAt', '<', to)
    .orderBy(['startAt', 'id'])
    .limit(20_000);
}

/** Enters shifts that are over; one that goes on from where the ledger ended makes the entry longer. */
export async function recordShifts(tx: Sql, scheduleId: string, settledAt: Date, shifts: readonly Shift[]): Promise<void> {
  const added: Shift[] = [];
  for (const shift of shifts) {
    const isLonger = shift.startAt.getTime() === settledAt.getTime() && (await extend(tx, scheduleId, shift));
    if (!isLonger) added.push(shift);
  }
  for (let at = 0; at < added.length; at += 100) {
    await tx('onCallShifts').insert(added.slice(at, at + 100).map((shift) => ({ ...shift, id: newId(), scheduleId })));
  }
}

async function extend(tx: Sql, scheduleId: string, { startAt, endAt, ...same }: Shift): Promise<boolean> {
  return (
    (await tx('onCallShifts')
      .where({ scheduleId, endAt: startAt, ...same })
      .update({ endAt })) > 0
  );
}
