import { notify } from '../notifications/notify.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { OnCallSchedule, OverrideRow, TemporaryRow } from './on-call-store.ts';
import type { Span } from './rotation.ts';

type Named = Pick<OnCallSchedule, 'id' | 'name'>;

export interface OnCallNews {
  kind: string;
  recipientIds: Array<string | null>;
  /** When what is told of begins and ends. */
  span: Span;
  /** Names the occasion: nobody is told of it twice. */
  key: string;
  data?: Record<string, unknown>;
}

/** Tells people something about a schedule; the page of the schedule is what it leads to. */
export async function tellOnCall(tx: Context, { id, name }: Named, { kind, recipientIds, span, key, data }: OnCallNews): Promise<void> {
  const ids = [...new Set(recipientIds)].filter((each) => each !== null);
  if (ids.length === 0) return;
  await notify(tx, {
    recipientIds: ids,
    kind,
    subject: { type: 'on-call', id },
    data: { title: name, from: span.startAt.toISOString(), until: span.endAt.toISOString(), ...data },
    key: `${kind}:${key}`,
  });
}

/** Tells those whom an override puts on call, takes off or relieves, unless they made it themselves. */
export async function tellOfOverride(
  tx: Context,
  actor: Actor,
  schedule: Named,
  override: OverrideRow,
  relieved: readonly string[],
  kind: 'onCall.overridden' | 'onCall.overrideRemoved' = 'onCall.overridden',
): Promise<void> {
  const { personId, replacesPersonId, id, reason } = override;
  const others = [personId, replacesPersonId, ...relieved].filter((each) => each !== actor.id);
  await tellOnCall(tx, schedule, { kind, recipientIds: others, span: override, key: id, data: { actor: actor.name, text: reason ?? '' } });
}

/** Tells everybody whom a temporary schedule puts on call, or puts on call no more. */
export async function tellOfTemporary(
  tx: Context,
  actor: Actor,
  schedule: Named,
  row: TemporaryRow,
  kind: 'onCall.planned' | 'onCall.overrideRemoved' = 'onCall.planned',
): Promise<void> {
  const others = row.shifts.map(({ personId }) => personId).filter((each) => each !== actor.id);
  const data = { actor: actor.name, text: row.reason ?? '' };
  await tellOnCall(tx, schedule, { kind, recipientIds: others, span: row, key: row.id, data });
}
