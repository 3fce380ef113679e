import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Absence, deleteAbsence, findAbsence, hasAbsenceWithin, insertAbsence, updateAbsence } from './absence-store.ts';
import type { newAbsence } from './availability-schemas.ts';
import { findPersonRow } from './person-store.ts';

/** Technicians say when they themselves are away; for others a lead does. */
export const mayChangeAbsence = (actor: Actor, personId: string): boolean => actor.id === personId || hasRole(actor, 'lead');

/** Notes that somebody is away; 422 when they are away then already, or the time has passed. */
export async function addAbsence(ctx: Context, actor: Actor, input: z.output<typeof newAbsence>): Promise<Absence> {
  const personId = input.personId ?? (actor.id as string);
  if (!mayChangeAbsence(actor, personId)) throw new Problem('forbidden', 'Only a lead says when somebody else is away');
  if (input.endAt <= ctx.clock()) throw invalid('/endAt', 'has passed already');
  return transact(ctx, async (tx) => {
    if (!(await findPersonRow(tx.db.sql, personId))?.isActive) throw invalid('/personId', 'There is no such person');
    if (await hasAbsenceWithin(tx.db.sql, personId, input.startAt, input.endAt)) {
      throw invalid('/startAt', 'An absence is noted for this time already');
    }
    const { startAt, endAt, reason } = input;
    const absence: Absence = {
      id: newId(),
      personId,
      startAt,
      endAt,
      reason: reason || null,
      createdById: actor.id,
      createdAt: tx.clock(),
    };
    await insertAbsence(tx.db.sql, absence);
    return absence;
  });
}

/** Takes an absence back; one that has begun ends now, so that what was decided by it stays understandable. */
export async function endAbsence(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const absence = await findAbsence(tx.db.sql, id);
    if (!absence) throw notFound('absence');
    if (!mayChangeAbsence(actor, absence.personId)) throw new Problem('forbidden', 'Only a lead says when somebody else is away');
    const now = tx.clock();
    if (absence.endAt <= now) throw new Problem('conflict', 'This absence is over');
    if (absence.startAt < now) await updateAbsence(tx.db.sql, id, { endAt: now });
    else await deleteAbsence(tx.db.sql, id);
  });
}
