import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { newOverride } from './escalation-schemas.ts';
import { deleteOverride, findOverride, insertOverride, type OverrideRow } from './on-call-store.ts';
import { readSchedule } from './save-schedule.ts';

/** Puts somebody on call in place of the plan. Leads may for everybody; technicians may take over turns themselves. */
export async function overrideOnCall(
  ctx: Context,
  actor: Actor,
  scheduleId: string,
  input: z.output<typeof newOverride>,
): Promise<OverrideRow> {
  if (!hasRole(actor, 'lead') && input.personId !== actor.id) throw new Problem('forbidden', 'You may take over turns yourself, no more');
  return transact(ctx, async (tx) => {
    await readSchedule(tx, scheduleId);
    for (const field of ['personId', 'replacesPersonId'] as const) await checkPerson(tx, field, input[field]);
    const override: OverrideRow = { ...input, id: newId(), scheduleId, createdById: actor.id, createdAt: tx.clock() };
    await insertOverride(tx.db.sql, override);
    await recordAudit(tx, actor, {
      action: 'onCallOverride.added',
      subjectType: 'onCallSchedule',
      subjectId: scheduleId,
      detail: { ...input },
    });
    return override;
  });
}

/** Takes an override back; a technician only those by which they are on call. */
export async function removeOverride(ctx: Context, actor: Actor, scheduleId: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const override = await findOverride(tx.db.sql, scheduleId, id);
    if (!override) throw notFound('override');
    if (!hasRole(actor, 'lead') && override.personId !== actor.id) throw new Problem('forbidden');
    await deleteOverride(tx.db.sql, id);
    await recordAudit(tx, actor, {
      action: 'onCallOverride.removed',
      subjectType: 'onCallSchedule',
      subjectId: scheduleId,
      detail: { overrideId: id },
    });
  });
}

async function checkPerson(tx: Context, field: 'personId' | 'replacesPersonId', id: string | null): Promise<void> {
  if (id === null) return;
  const person = await findPerson(tx.db.sql, id);
  const isKnown = person && (field === 'replacesPersonId' || person.isActive);
  if (!isKnown) throw invalid(`/${field}`, 'There is no such person');
}
