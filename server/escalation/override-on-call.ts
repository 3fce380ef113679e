import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { OverrideKind } from './on-call.ts';
import type { newOverride } from './on-call-schemas.ts';
import { deleteOverride, findOverride, insertOverride, type OverrideRow } from './on-call-store.ts';
import { coverageOf } from './roster.ts';
import { later } from './rotation.ts';
import { changedOnCall, settleShifts } from './settle-shifts.ts';
import { tellOfOverride } from './tell-on-call.ts';

type Input = z.output<typeof newOverride>;

/**
 * Makes somebody deviate from the plan, from now on at the earliest: the past is what it was. Leads may for everybody;
 * technicians may take over turns themselves.
 */
export async function overrideOnCall(ctx: Context, actor: Actor, scheduleId: string, input: Input): Promise<OverrideRow> {
  if (!hasRole(actor, 'lead') && input.personId !== actor.id) throw new Problem('forbidden', 'You may take over turns yourself, no more');
  return transact(ctx, async (tx) => {
    const schedule = await settleShifts(tx, scheduleId);
    if (input.endAt <= tx.clock()) throw invalid('/endAt', 'must be in the future: who was on call stays as it was');
    for (const field of ['personId', 'replacesPersonId'] as const) await checkPerson(tx, field, input[field]);
    const kind = kindOf(input);
    const before = await coverageOf(tx.db.sql, schedule, later(input.startAt, tx.clock()), input.endAt);
    const override = await keepOverride(tx, actor, { ...input, kind, scheduleId, swapId: null });
    const relieved = kind === 'everybody' ? before.shifts.map(({ personId }) => personId) : [];
    await tellOfOverride(tx, actor, schedule, override, relieved);
    return override;
  });
}

/** Enters a deviation that was decided, in the transaction of the decision and after `settleShifts`. */
export async function keepOverride(
  tx: Context,
  actor: Actor,
  input: Omit<OverrideRow, 'id' | 'createdById' | 'createdAt'>,
): Promise<OverrideRow> {
  const { scheduleId, ...detail } = input;
  const override: OverrideRow = { ...input, id: newId(), createdById: actor.id, createdAt: tx.clock() };
  await insertOverride(tx.db.sql, override);
  await recordAudit(tx, actor, { action: 'onCallOverride.added', subjectType: 'onCallSchedule', subjectId: scheduleId, detail });
  await changedOnCall(tx, scheduleId);
  return override;
}

/** Takes an override back from now on; a technician only those by which they are on call. */
export async function removeOverride(ctx: Context, actor: Actor, scheduleId: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const schedule = await settleShifts(tx, scheduleId);
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
    await tellOfOverride(tx, actor, schedule, override, [], 'onCall.overrideRemoved');
    await changedOnCall(tx, scheduleId);
  });
}

/** What is meant when the kind was not said; a kind that does not fit its persons is refused. */
function kindOf({ kind, personId, replacesPersonId }: Input): OverrideKind {
  const meant = kind ?? (personId === null ? 'remove' : replacesPersonId === null ? 'everybody' : 'replace');
  const takes = meant !== 'remove';
  const replaces = meant === 'replace' || meant === 'remove';
  if (takes !== (personId !== null)) throw invalid('/personId', takes ? 'says who takes over' : 'must be null: nobody takes over');
  if (replaces !== (replacesPersonId !== null)) {
    throw invalid('/replacesPersonId', replaces ? 'says whose turns are meant' : 'must be null: everybody is meant');
  }
  return meant;
}

async function checkPerson(tx: Context, field: 'personId' | 'replacesPersonId', id: string | null): Promise<void> {
  if (id === null) return;
  const person = await findPerson(tx.db.sql, id);
  const isKnown = person && (field === 'replacesPersonId' || person.isActive);
  if (!isKnown) throw invalid(`/${field}`, 'There is no such person');
}
