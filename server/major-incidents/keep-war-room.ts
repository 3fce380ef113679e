import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { MajorTask } from './major-incident.ts';
import { mayWorkOn } from './major-policy.ts';
import type { newNote, newTask, taskChanges } from './major-schemas.ts';
import { announceChange, record, takeMajor } from './take-major.ts';
import { deleteEntry, deleteTask, findEntry, findTask, insertTask, updateTask } from './war-room-store.ts';

/** Notes by hand what happened, now or at an instant that has passed; answers the id of the line. */
export async function addNote(ctx: Context, actor: Actor, id: string, { text, happenedAt }: z.output<typeof newNote>): Promise<string> {
  return transact(ctx, async (tx) => {
    await takeMajor(tx, actor, id, mayWorkOn);
    if (happenedAt && happenedAt > tx.clock()) throw invalid('/happenedAt', 'must not be in the future');
    announceChange(tx, id);
    return record(tx, actor, id, 'note', text, happenedAt);
  });
}

/** Takes a note away; its author may, and leads. What the program wrote stays. */
export async function removeNote(ctx: Context, actor: Actor, id: string, entryId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeMajor(tx, actor, id, mayWorkOn);
    const entry = await findEntry(tx.db.sql, id, entryId);
    if (!entry) throw notFound('note');
    const isTheirs = entry.actorId !== null && entry.actorId === actor.id;
    if (entry.kind !== 'note' || !(isTheirs || hasRole(actor, 'lead'))) throw new Problem('forbidden');
    await deleteEntry(tx.db.sql, entryId);
    announceChange(tx, id);
  });
}

/** Writes down what is to be done now, or afterwards. */
export async function addTask(ctx: Context, actor: Actor, id: string, input: z.output<typeof newTask>): Promise<MajorTask> {
  return transact(ctx, async (tx) => {
    await takeMajor(tx, actor, id, mayWorkOn);
    await checkAssignee(tx, input.assigneeId);
    const task: MajorTask = { ...input, id: newId(), majorIncidentId: id, doneById: null, doneAt: null, createdAt: tx.clock() };
    await insertTask(tx.db.sql, task);
    announceChange(tx, id);
    return task;
  });
}

/** Changes a task, or says that it is done or not. */
export async function changeTask(
  ctx: Context,
  actor: Actor,
  id: string,
  taskId: string,
  { isDone, ...given }: z.output<typeof taskChanges>,
): Promise<MajorTask> {
  return transact(ctx, async (tx) => {
    await takeMajor(tx, actor, id, mayWorkOn);
    const before = await findTask(tx.db.sql, id, taskId);
    if (!before) throw notFound('task');
    const fields = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<MajorTask>;
    await checkAssignee(tx, fields.assigneeId ?? null);
    const isNews = isDone !== undefined && isDone !== (before.doneAt !== null);
    const done = isNews ? { doneAt: isDone ? tx.clock() : null, doneById: isDone ? actor.id : null } : {};
    const after: MajorTask = { ...before, ...fields, ...done };
    const { id: _id, majorIncidentId: _major, ...columns } = after;
    await updateTask(tx.db.sql, taskId, columns);
    if (isNews && isDone) await record(tx, actor, id, 'taskDone', after.title);
    announceChange(tx, id);
    return after;
  });
}

export async function removeTask(ctx: Context, actor: Actor, id: string, taskId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeMajor(tx, actor, id, mayWorkOn);
    if (!(await findTask(tx.db.sql, id, taskId))) throw notFound('task');
    await deleteTask(tx.db.sql, taskId);
    announceChange(tx, id);
  });
}

async function checkAssignee(tx: Context, assigneeId: string | null): Promise<void> {
  if (assigneeId && !(await findPerson(tx.db.sql, assigneeId))?.isActive) throw invalid('/assigneeId', 'There is no such person');
}
