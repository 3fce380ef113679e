import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { childIdsOf, deleteChild, insertChild, parentIdOf } from './family-store.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, numberText, refTo } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { findIncidentRow, lockIncident } from './incident-store.ts';
import { recordHappening } from './write-incident.ts';

/** More than that is no family of tickets: people who are affected say so without filing one. */
export const mostChildren = 1000;

/** Puts an incident below another, away from the parent that it had. There is one level, so nothing can go in a circle. */
export async function setParent(ctx: Context, actor: Actor, idOrNumber: string, parentIdOrNumber: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const { child, parent } = await takeBoth(tx, actor, idOrNumber, parentIdOrNumber, '/parentId');
    await place(tx, actor, child, parent);
    return child;
  });
}

/** Puts several incidents below one, all of them or none. */
export async function addChildren(ctx: Context, actor: Actor, idOrNumber: string, childIds: string[]): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const parent = await takeForChange(tx, actor, idOrNumber, mayWork);
    for (const [index, childId] of childIds.entries()) {
      const child = await lockIncident(tx.db.sql, childId);
      if (!child) throw invalid(`/incidentIds/${index}`, 'There is no such incident');
      await place(tx, actor, child, parent);
    }
    return parent;
  });
}

/** Takes an incident out of its family; nothing when it has none. */
export async function removeParent(ctx: Context, actor: Actor, idOrNumber: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const child = await takeForChange(tx, actor, idOrNumber, mayWork);
    await takeAway(tx, actor, child);
    return child;
  });
}

async function place(tx: Context, actor: Actor, child: Incident, parent: Incident): Promise<void> {
  const { sql } = tx.db;
  if (child.id === parent.id) throw invalid('/parentId', 'An incident is not its own parent');
  if ((await parentIdOf(sql, child.id)) === parent.id) return;
  for (const incident of [child, parent]) checkAllows(incident, 'join');
  if (await parentIdOf(sql, parent.id)) throw new Problem('conflict', `${numberText(parent.number)} has a parent and takes no children`);
  if ((await childIdsOf(sql, child.id)).length > 0)
    throw new Problem('conflict', `${numberText(child.number)} has children and takes no parent`);
  if ((await childIdsOf(sql, parent.id)).length >= mostChildren)
    throw new Problem('conflict', `${numberText(parent.number)} has ${mostChildren} children already`);
  await takeAway(tx, actor, child);
  await insertChild(sql, { childId: child.id, parentId: parent.id, addedAt: tx.clock() });
  await recordBoth(tx, actor, child, parent, ['parentSet', 'childAdded']);
}

async function takeAway(tx: Context, actor: Actor, child: Incident): Promise<void> {
  const parentId = await parentIdOf(tx.db.sql, child.id);
  const parent = parentId && (await findIncidentRow(tx.db.sql, parentId));
  if (!parent) return;
  await deleteChild(tx.db.sql, child.id);
  await recordBoth(tx, actor, child, parent, ['parentRemoved', 'childRemoved']);
}

/** A requester learns nothing of the others in the family, so these lines are internal. */
async function recordBoth(
  tx: Context,
  actor: Actor,
  child: Incident,
  parent: Incident,
  [ofChild, ofParent]: ['parentSet', 'childAdded'] | ['parentRemoved', 'childRemoved'],
): Promise<void> {
  await recordHappening(tx, actor, child, { kind: ofChild, visibility: 'internal', detail: { incident: refTo(parent) } });
  await recordHappening(tx, actor, parent, { kind: ofParent, visibility: 'internal', detail: { incident: refTo(child) } });
}

/** Both, held in the order of their ids, so that two who do the same the other way round do not wait for each other. */
async function takeBoth(tx: Context, actor: Actor, idOrNumber: string, parentIdOrNumber: string, pointer: string) {
  const asked = await findIncidentRow(tx.db.sql, idOrNumber);
  const found = await findIncidentRow(tx.db.sql, parentIdOrNumber);
  if (asked && found && found.id < asked.id) await lockIncident(tx.db.sql, found.id);
  const child = await takeForChange(tx, actor, idOrNumber, mayWork);
  const parent = found && (await lockIncident(tx.db.sql, found.id));
  if (!parent) throw invalid(pointer, 'There is no such incident');
  return { child, parent };
}
