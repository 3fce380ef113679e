import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { childAnswer, familyAnswer, fanOutAnswer, splitAnswer } from './family-schemas.ts';
import { countChildren, parentIdOf } from './family-store.ts';
import { type FanOut, fanOutsOf, itemsIn, undoneAmong } from './fan-out-store.ts';
import { findVisible } from './find-incident.ts';
import { numberText, type Priority, type Status } from './incident.ts';
import { type IncidentRef, incidentRefs } from './incident-queries.ts';
import { sourceIdsOf } from './merge-store.ts';
import { type IncidentSplit, splitsOf } from './split-store.ts';

/** The people who asked for an incident or for a child of it, as a query of `personId`; each once and no gaps. */
export const requestersOfFamily = (sql: Sql, incidentId: string): Knex.QueryBuilder =>
  sql
    .select({ personId: 'requesterId' })
    .from('incidents')
    .whereNotNull('requesterId')
    .where((any) =>
      any.where({ id: incidentId }).orWhereIn('id', sql('incidentChildren').select('childId').where({ parentId: incidentId })),
    )
    .distinct();

/** Of these incidents those that a person asked for, themselves or by a child. */
export async function familiesAskedFor(sql: Sql, personId: string, incidentIds: string[]): Promise<Set<string>> {
  const asked: Array<{ id: string }> = await sql('incidents').select('id').where({ requesterId: personId }).whereIn('id', incidentIds);
  const below: Array<{ id: string }> = await sql('incidentChildren as c')
    .join('incidents as i', 'i.id', 'c.childId')
    .select({ id: 'c.parentId' })
    .where('i.requesterId', personId)
    .whereIn('c.parentId', incidentIds);
  return new Set([...asked, ...below].map(({ id }) => id));
}

type FanOutAnswer = z.output<typeof fanOutAnswer>;

/** The parent of an incident, how many children it has, and what was done to all of them. */
export async function readFamily(ctx: Context, actor: Actor, idOrNumber: string): Promise<z.output<typeof familyAnswer>> {
  const { sql } = ctx.db;
  const { id } = await findVisible(ctx, actor, idOrNumber);
  const parentId = await parentIdOf(sql, id);
  const parents = await incidentRefs(sql, [parentId]);
  const children = await countChildren(sql, id);
  const acts = children.total === 0 ? [] : await fanOutsOf(sql, id);
  return { parent: parents.get(parentId ?? '') ?? null, children, acts: await fanOutAnswers(ctx, acts) };
}

/** Acts on children as the API shows them. */
export async function fanOutAnswers(ctx: Context, fanOuts: FanOut[]): Promise<FanOutAnswer[]> {
  const { sql } = ctx.db;
  const undone = await undoneAmong(
    sql,
    fanOuts.map(({ id }) => id),
  );
  const answers: FanOutAnswer[] = [];
  for (const fanOut of fanOuts) {
    const { id, kind, text, code, total, done, skipped, createdAt, finishedAt } = fanOut;
    const items = skipped === 0 ? [] : await itemsIn(sql, id, 'skipped', 20);
    const refs = await incidentRefs(
      sql,
      items.map(({ childId }) => childId),
    );
    const leftOut = items.flatMap(({ childId, reason }) => {
      const incident = refs.get(childId);
      return incident ? [{ incident, reason: reason ?? '' }] : [];
    });
    const actor = { id: fanOut.actorId, name: fanOut.actorName };
    const canUndo = kind === 'resolve' && finishedAt !== null && done > 0 && !undone.has(id);
    answers.push({ id, kind, text, code, actor, total, done, skipped, createdAt, finishedAt, canUndo, leftOut });
  }
  return answers;
}

interface ChildRow {
  id: string;
  number: number;
  title: string;
  status: Status;
  priority: Priority;
  requesterId: string | null;
  openedAt: Date;
  addedAt: Date;
}

/** A page of the children of an incident, the oldest first. */
export async function listChildren(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  filter: { limit: number; cursor?: string | undefined },
): Promise<{ items: Array<z.output<typeof childAnswer>>; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const parent = await findVisible(ctx, actor, idOrNumber);
  const query = sql('incidentChildren as c')
    .join('incidents as i', 'i.id', 'c.childId')
    .select('i.id', 'i.number', 'i.title', 'i.status', 'i.priority', 'i.requesterId', 'i.openedAt', 'c.addedAt')
    .where('c.parentId', parent.id)
    .limit(filter.limit + 1);
  const rows: ChildRow[] = await afterCursor(query, [{ column: 'c.childId', direction: 'asc' }], filter.cursor);
  const page = toPage(rows, filter.limit, ({ id }) => [id]);
  const people = await personRefs(
    sql,
    page.items.map(({ requesterId }) => requesterId),
  );
  const items = page.items.map(({ requesterId, number, ...row }) => ({
    ...row,
    number: numberText(number),
    requester: people.get(requesterId ?? '') ?? null,
  }));
  return { items, nextCursor: page.nextCursor };
}

/** What was split off an incident. */
export async function listSplits(ctx: Context, actor: Actor, idOrNumber: string): Promise<Array<z.output<typeof splitAnswer>>> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return splitAnswers(ctx, await splitsOf(ctx.db.sql, incident.id));
}

/** Splits as the API shows them. */
export async function splitAnswers(ctx: Context, splits: IncidentSplit[]): Promise<Array<z.output<typeof splitAnswer>>> {
  const refs = await incidentRefs(
    ctx.db.sql,
    splits.map(({ createdId }) => createdId),
  );
  return splits.flatMap(({ id, createdId, moved, splitAt, undoneAt }) => {
    const incident = refs.get(createdId);
    return incident ? [{ id, incident, comments: moved.commentIds.length, files: moved.attachmentIds.length, splitAt, undoneAt }] : [];
  });
}

/** The incidents that are merged into this one. */
export async function listMerged(ctx: Context, actor: Actor, idOrNumber: string): Promise<IncidentRef[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const ids = await sourceIdsOf(ctx.db.sql, incident.id);
  const refs = await incidentRefs(ctx.db.sql, ids);
  return ids.flatMap((id) => refs.get(id) ?? []);
}
