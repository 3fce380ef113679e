import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { knownTechnician } from './check-references.ts';
import {
  type ChecklistItem,
  checklistOf,
  deleteChecklistItems,
  findChecklistItem,
  findTemplate,
  insertChecklistItems,
  moveChecklistItem,
  updateChecklistItem,
} from './checklist-store.ts';
import { findVisible, takeForChange } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { tell } from './tell.ts';
import type { checklistItemAnswer, checklistItemChanges, newChecklistItem } from './work-schemas.ts';
import { announce, recordHappening } from './write-incident.ts';

type ItemAnswer = z.output<typeof checklistItemAnswer>;

const mostItems = 200;

/** What is to be done on an incident, in its order. */
export async function readChecklist(ctx: Context, actor: Actor, idOrNumber: string): Promise<ItemAnswer[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return answersOf(ctx, await checklistOf(ctx.db.sql, incident.id));
}

/** Adds one line, or all lines of a template, at the end of an incident's checklist. */
export async function addToChecklist(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { text, assigneeId = null, templateId }: z.output<typeof newChecklistItem>,
): Promise<ItemAnswer[]> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const template = templateId ? await findTemplate(tx.db.sql, templateId) : null;
    if (templateId && !template) throw invalid('/templateId', 'There is no such checklist template');
    const assignee = assigneeId && (await assigneeFor(tx, actor, assigneeId));
    const items = await appendItems(tx, incident, template ? template.items : [text ?? ''], assignee);
    if (template) {
      const detail = { template: { id: template.id, name: template.name } };
      await recordHappening(tx, actor, incident, { kind: 'checklistAdded', visibility: 'internal', detail });
    } else await announce(tx, incident, { kind: 'checklistAdded', visibility: 'internal' });
    if (assignee) await tellAssignee(tx, actor, incident, items[0] as ChecklistItem);
    return answersOf(tx, items);
  });
}

/** Appends lines to the checklist of an incident that is held already; macros do too. */
export async function appendItems(
  tx: Context,
  incident: Incident,
  texts: string[],
  assigneeId: string | null = null,
): Promise<ChecklistItem[]> {
  const before = await checklistOf(tx.db.sql, incident.id);
  if (before.length + texts.length > mostItems) throw new Problem('conflict', `A checklist has at most ${mostItems} lines`);
  const last = before.at(-1)?.position ?? 0;
  const createdAt = tx.clock();
  const items = texts.map((text, index) => ({
    id: newId(),
    incidentId: incident.id,
    position: last + index + 1,
    text,
    assigneeId,
    doneAt: null,
    doneById: null,
    version: 1,
    createdAt,
  }));
  await insertChecklistItems(tx.db.sql, items);
  return items;
}

/** Changes a line, gives it to somebody, or says that it is done; done again changes nothing. */
export async function changeChecklistItem(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  itemId: string,
  { isDone, assigneeId, text }: z.output<typeof checklistItemChanges>,
  ifMatch: number | null,
): Promise<ItemAnswer> {
  return transact(ctx, async (tx) => {
    const { incident, item } = await takeItem(tx, actor, idOrNumber, itemId);
    if (ifMatch !== null && ifMatch !== item.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: item.version } });
    const isTurned = isDone !== undefined && isDone !== (item.doneAt !== null);
    const isGiven = assigneeId !== undefined && assigneeId !== item.assigneeId;
    const changes: Partial<ChecklistItem> = {
      ...(text !== undefined && { text }),
      ...(isGiven && { assigneeId: assigneeId && (await assigneeFor(tx, actor, assigneeId)) }),
      ...(isTurned && { doneAt: isDone ? tx.clock() : null, doneById: isDone ? actor.id : null }),
    };
    if (!(await updateChecklistItem(tx.db.sql, item.id, item.version, changes))) throw new Problem('version_mismatch');
    const after = { ...item, ...changes, version: item.version + 1 };
    const kind = isDone ? ('checked' as const) : ('unchecked' as const);
    if (isTurned) await recordHappening(tx, actor, incident, { kind, visibility: 'internal', detail: { text: after.text } });
    else await announce(tx, incident, { kind: 'checklistAdded', visibility: 'internal' });
    if (isGiven && after.assigneeId) await tellAssignee(tx, actor, incident, after);
    return (await answersOf(tx, [after]))[0] as ItemAnswer;
  });
}

/** Takes a line off the checklist. */
export async function removeChecklistItem(ctx: Context, actor: Actor, idOrNumber: string, itemId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { incident, item } = await takeItem(tx, actor, idOrNumber, itemId);
    await deleteChecklistItems(tx.db.sql, [item.id]);
    await announce(tx, incident, { kind: 'checklistAdded', visibility: 'internal' });
  });
}

/** Takes lines off a checklist without asking; undoing a macro does this. */
export const takeOffChecklist = (tx: Context, itemIds: string[]): Promise<void> => deleteChecklistItems(tx.db.sql, itemIds);

/** Puts the lines into this order; those that are not named keep theirs, after them. */
export async function orderChecklist(ctx: Context, actor: Actor, idOrNumber: string, itemIds: string[]): Promise<ItemAnswer[]> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const items = await checklistOf(tx.db.sql, incident.id);
    const known = new Map(items.map((item) => [item.id, item]));
    if (itemIds.some((id) => !known.has(id))) throw invalid('/itemIds', 'holds a line that is not on this checklist');
    const first = [...new Set(itemIds)].map((id) => known.get(id) as ChecklistItem);
    const ordered = [...first, ...items.filter(({ id }) => !itemIds.includes(id))];
    for (const [index, item] of ordered.entries()) await moveChecklistItem(tx.db.sql, item.id, index + 1);
    await announce(tx, incident, { kind: 'checklistAdded', visibility: 'internal' });
    return answersOf(tx, ordered);
  });
}

async function takeItem(
  tx: Context,
  actor: Actor,
  idOrNumber: string,
  itemId: string,
): Promise<{ incident: Incident; item: ChecklistItem }> {
  const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
  const item = await findChecklistItem(tx.db.sql, incident.id, itemId);
  if (!item) throw notFound('checklist item');
  return { incident, item };
}

async function assigneeFor(tx: Context, actor: Actor, idOrMe: string): Promise<string> {
  return (await knownTechnician(tx, actor, idOrMe, '/assigneeId')).id;
}

async function tellAssignee(tx: Context, actor: Actor, incident: Incident, item: ChecklistItem): Promise<void> {
  const data = { text: item.text, commentId: `${item.id}:${item.version}` };
  await tell(tx, actor, incident, 'incident.lineAssigned', [item.assigneeId], data);
}

async function answersOf(ctx: Context, items: ChecklistItem[]): Promise<ItemAnswer[]> {
  const people = await personRefs(
    ctx.db.sql,
    items.flatMap(({ assigneeId, doneById }) => [assigneeId, doneById]),
  );
  const person = (id: string | null) => (id ? (people.get(id) ?? null) : null);
  return items.map(({ id, text, assigneeId, doneAt, doneById, version }) => ({
    id,
    text,
    assignee: person(assigneeId),
    doneAt,
    doneBy: person(doneById),
    version,
  }));
}
