import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { notify } from '../notifications/notify.ts';
import { locationRefs } from '../people/location-queries.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { serviceRefs } from '../people/service-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { type MajorIncident, nextUpdateDue } from './major-incident.ts';
import { mayLead } from './major-policy.ts';
import type { majorChanges } from './major-schemas.ts';
import { armReminder, raiseBanner } from './speak.ts';
import { record, saveMajor, takeMajor } from './take-major.ts';
import { lastUpdates } from './war-room-store.ts';

type Changes = z.output<typeof majorChanges>;

/** Changes what everybody reads, what is concerned, who leads, how often news come, or what was learnt; 412 if stale. */
export async function changeMajor(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: Changes,
  ifMatch: number | null,
): Promise<MajorIncident> {
  return transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { ifMatch });
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<MajorIncident>;
    const last = (await lastUpdates(tx.db.sql, [id])).get(id) ?? null;
    const isOtherCadence = changes.updateEvery !== undefined && changes.updateEvery !== before.updateEvery && before.state === 'active';
    const after = await saveMajor(tx, before, {
      ...given,
      ...(isOtherCadence && { updateDueAt: nextUpdateDue(changes.updateEvery ?? null, last?.publishedAt ?? before.declaredAt) }),
    });
    await checkScopes(tx, after);
    if (isOtherCadence) await armReminder(tx, after);
    if (after.state === 'active' && showsOther(before, after)) await raiseBanner(tx, actor, after, changes.body ? null : last);
    if (after.commanderId !== before.commanderId) await tellCommander(tx, actor, after);
    await recordChange(tx, actor, before, after);
    return after;
  });
}

const showsOther = (before: MajorIncident, after: MajorIncident): boolean =>
  (['title', 'body', 'serviceIds', 'locationIds'] as const).some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

async function recordChange(tx: Context, actor: Actor, before: MajorIncident, after: MajorIncident): Promise<void> {
  if (after.commanderId !== before.commanderId) {
    const commander = after.commanderId ? await findPerson(tx.db.sql, after.commanderId) : null;
    await record(tx, actor, after.id, 'commander', commander?.name ?? '');
  }
  if (showsOther(before, after)) await record(tx, actor, after.id, 'changed', after.title.en);
}

/** Throws 422 when a service, a location or the one who leads does not exist, or cannot lead. */
export async function checkScopes(tx: Context, { serviceIds, locationIds, commanderId }: MajorIncident): Promise<void> {
  if ((await serviceRefs(tx.db.sql, serviceIds)).size < new Set(serviceIds).size) throw invalid('/serviceIds', 'There is no such service');
  if ((await locationRefs(tx.db.sql, locationIds)).size < new Set(locationIds).size)
    throw invalid('/locationIds', 'There is no such location');
  const commander = commanderId ? await findPerson(tx.db.sql, commanderId) : null;
  if (commanderId && !commander?.isActive) throw invalid('/commanderId', 'There is no such person');
  if (commander && !hasRole(asActor(commander, []), 'technician')) throw invalid('/commanderId', 'This person is not a technician');
}

/** Tells the one who leads from now on, unless they took it themselves. */
export async function tellCommander(tx: Context, actor: Actor, { id, title, commanderId, version }: MajorIncident): Promise<void> {
  if (!commanderId || commanderId === actor.id) return;
  await notify(tx, {
    recipientIds: [commanderId],
    kind: 'majorIncident.commander',
    subject: { type: 'majorIncident', id },
    data: { title: title.en, actor: actor.name },
    key: `majorIncident.commander:${id}:${version}`,
  });
}
