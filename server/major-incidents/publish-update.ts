import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Bilingual } from '../announcements/announcement.ts';
import { recordHappening } from '../incidents/write-incident.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { type MajorIncident, type MajorUpdate, nextUpdateDue, type Stage } from './major-incident.ts';
import { mayLead } from './major-policy.ts';
import type { ending, newUpdate } from './major-schemas.ts';
import { armReminder, hush, lowerBanner, raiseBanner, tellSoon } from './speak.ts';
import { incidentOf, record, saveMajor, takeMajor } from './take-major.ts';
import { deleteUpdate, findUpdate, insertUpdate, updatesOf } from './war-room-store.ts';

/** What is said with the declaration is the first of the news. */
export const firstUpdate = (tx: Context, actor: Actor, major: MajorIncident): Promise<MajorUpdate> =>
  write(tx, actor, major.id, 'investigating', major.body);

async function write(tx: Context, actor: Actor, majorIncidentId: string, stage: Stage, body: Bilingual): Promise<MajorUpdate> {
  const by = { authorId: actor.id, authorName: actor.name };
  const update: MajorUpdate = { id: newId(), majorIncidentId, stage, body, ...by, publishedAt: tx.clock(), toldAt: null };
  await insertUpdate(tx.db.sql, update);
  return update;
}

/** Publishes news: banner and status page have them at once, those affected are told after a minute; the next are due anew. */
export async function publishUpdate(
  ctx: Context,
  actor: Actor,
  id: string,
  { stage, body }: z.output<typeof newUpdate>,
): Promise<MajorUpdate> {
  return transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { states: ['active'] });
    const update = await write(tx, actor, id, stage, body);
    const after = await saveMajor(tx, before, { updateDueAt: nextUpdateDue(before.updateEvery, tx.clock()) });
    await raiseBanner(tx, actor, after, update);
    await tellSoon(tx, id, update.id);
    await armReminder(tx, after);
    return update;
  });
}

/** Takes the last news back before anybody was told; 409 after that, and for the first, which the declaration made. */
export async function takeUpdateBack(ctx: Context, actor: Actor, id: string, updateId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { states: ['active'] });
    const update = await findUpdate(tx.db.sql, updateId);
    if (update?.majorIncidentId !== id) throw notFound('update');
    const [last, previous] = await updatesOf(tx.db.sql, id, 2);
    if (update.toldAt) throw new Problem('conflict', 'People have been told already; publish a correction');
    if (!previous) throw new Problem('conflict', 'This came with the declaration; withdraw that');
    if (last?.id !== update.id) throw new Problem('conflict', 'Another update was published since');
    await deleteUpdate(tx.db.sql, update.id);
    const after = await saveMajor(tx, before, { updateDueAt: nextUpdateDue(before.updateEvery, previous.publishedAt) });
    await raiseBanner(tx, actor, after, previous);
    await hush(tx, id);
    if (!previous.toldAt) await tellSoon(tx, id, previous.id);
    await armReminder(tx, after);
    await record(tx, actor, id, 'updateTakenBack', update.body.en);
  });
}

/** Ends a major incident with a summary that all who are affected are told; its incident is resolved by itself. */
export async function endMajor(
  ctx: Context,
  actor: Actor,
  id: string,
  { summary }: z.output<typeof ending>,
  ifMatch: number | null,
): Promise<MajorIncident> {
  return transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { ifMatch, states: ['active'] });
    const update = await write(tx, actor, id, 'ended', summary);
    const after = await saveMajor(tx, before, { state: 'ended', endedAt: tx.clock(), updateDueAt: null });
    await lowerBanner(tx, actor, after);
    await tellSoon(tx, id, update.id);
    await armReminder(tx, after);
    await record(tx, actor, id, 'ended', summary.en);
    await recordHappening(tx, actor, await incidentOf(tx, after), {
      kind: 'majorEnded',
      visibility: 'internal',
      detail: { majorIncidentId: id, note: summary.en },
    });
    return after;
  });
}

/** It is not over after all: the banner is up again and news are due anew. What was said at the end stays unless untold. */
export async function reopenMajor(ctx: Context, actor: Actor, id: string, ifMatch: number | null): Promise<MajorIncident> {
  return transact(ctx, async (tx) => {
    const before = await takeMajor(tx, actor, id, mayLead, { ifMatch, states: ['ended'] });
    const [last, previous] = await updatesOf(tx.db.sql, id, 2);
    await hush(tx, id);
    if (last && previous && last.stage === 'ended' && !last.toldAt) await deleteUpdate(tx.db.sql, last.id);
    const after = await saveMajor(tx, before, {
      state: 'active',
      endedAt: null,
      updateDueAt: nextUpdateDue(before.updateEvery, tx.clock()),
    });
    await raiseBanner(tx, actor, after, previous ?? null);
    await armReminder(tx, after);
    await record(tx, actor, id, 'goesOn');
    const detail = { majorIncidentId: id };
    await recordHappening(tx, actor, await incidentOf(tx, after), { kind: 'majorGoesOn', visibility: 'internal', detail });
    return after;
  });
}
