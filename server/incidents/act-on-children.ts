import type { z } from 'zod';
import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { addComment } from './add-comment.ts';
import type { answerToChildren, resolutionOfChildren } from './family-schemas.ts';
import { childIdsOf } from './family-store.ts';
import { type FanOut, findFanOut, insertFanOut, itemsIn, undoneAmong } from './fan-out-store.ts';
import { takeForChange } from './find-incident.ts';
import { allows, type EventKind, type Incident, type Verb } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { statesOf } from './incident-store.ts';
import { resolveIncident } from './resolve-incident.ts';
import { mostChildren } from './set-parent.ts';
import { recordHappening } from './write-incident.ts';

/** Answers all children at once with the same public words; each gets them once, in the background. */
export async function answerChildren(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { body, alsoParent }: z.output<typeof answerToChildren>,
): Promise<FanOut> {
  return transact(ctx, async (tx) => {
    const parent = await takeForChange(tx, actor, idOrNumber, mayWork);
    const childIds = await childrenThatAllow(tx, parent, 'comment');
    if (alsoParent) await addComment(tx, actor, parent.id, { body });
    return start(tx, actor, parent, childIds, { kind: 'answer', text: body });
  });
}

/** Resolves all open children at once with the same note; each of them can be reopened, or all by `reopenChildren`. */
export async function resolveChildren(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { code, note, alsoParent }: z.output<typeof resolutionOfChildren>,
): Promise<FanOut> {
  return transact(ctx, async (tx) => {
    const parent = await takeForChange(tx, actor, idOrNumber, mayWork);
    const childIds = await childrenThatAllow(tx, parent, 'resolve');
    if (alsoParent && allows(parent, 'resolve')) await resolveIncident(tx, actor, parent.id, { code, note });
    return start(tx, actor, parent, childIds, { kind: 'resolve', text: note, code });
  });
}

/** Takes a resolution of all children back: those reopen that it resolved and that are still as it left them. */
export async function reopenChildren(ctx: Context, actor: Actor, idOrNumber: string, fanOutId: string): Promise<FanOut> {
  return transact(ctx, async (tx) => {
    const parent = await takeForChange(tx, actor, idOrNumber, mayWork);
    const act = await findFanOut(tx.db.sql, fanOutId);
    if (act?.parentId !== parent.id || act.kind !== 'resolve') throw notFound('resolution');
    if (act.finishedAt === null) throw new Problem('conflict', 'It is still under way; wait until it is done');
    if ((await undoneAmong(tx.db.sql, [act.id])).size > 0) throw new Problem('conflict', 'It was taken back already');
    const childIds = (await itemsIn(tx.db.sql, act.id, 'done', mostChildren)).map(({ childId }) => childId);
    return start(tx, actor, parent, childIds, { kind: 'reopen', text: '', undoesId: act.id });
  });
}

async function childrenThatAllow(tx: Context, parent: Incident, verb: Verb): Promise<string[]> {
  const ids = await childIdsOf(tx.db.sql, parent.id);
  const able: string[] = [];
  for (let from = 0; from < ids.length; from += 400) {
    const rows = await statesOf(tx.db.sql, ids.slice(from, from + 400));
    able.push(...rows.filter((row) => allows(row, verb)).map(({ id }) => id));
  }
  if (able.length === 0) throw new Problem('conflict', 'There is no child that could take it');
  return able;
}

const events: Record<FanOut['kind'], EventKind> = {
  answer: 'childrenAnswered',
  resolve: 'childrenResolved',
  reopen: 'childrenReopened',
};

async function start(
  tx: Context,
  actor: Actor,
  parent: Incident,
  childIds: string[],
  what: Pick<FanOut, 'kind' | 'text'> & Partial<FanOut>,
): Promise<FanOut> {
  const now = tx.clock();
  const fanOut: FanOut = {
    id: newId(),
    parentId: parent.id,
    code: null,
    undoesId: null,
    actorId: actor.id,
    actorName: actor.name,
    actorRole: actor.role ?? 'technician',
    total: childIds.length,
    done: 0,
    skipped: 0,
    createdAt: now,
    finishedAt: childIds.length === 0 ? now : null,
    ...what,
  };
  await insertFanOut(tx.db.sql, fanOut, childIds);
  await enqueue(tx.db.sql, { job: 'incident.fanOut', payload: { fanOutId: fanOut.id }, runAt: now, now });
  await recordHappening(tx, actor, parent, {
    kind: events[fanOut.kind],
    visibility: 'internal',
    detail: { count: childIds.length, fanOutId: fanOut.id },
  });
  return fanOut;
}
