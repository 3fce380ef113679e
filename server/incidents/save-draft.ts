import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { draftAnswer, draftWords } from './conversation-schemas.ts';
import { type Draft, deleteEndedDrafts, draftsOf, findDraft, writeDraft } from './draft-store.ts';
import { findVisible } from './find-incident.ts';
import type { Visibility } from './incident.ts';
import { maySeeInternal } from './incident-policy.ts';

export type DraftAnswer = z.output<typeof draftAnswer>;

const endedKeptMs = 7 * 24 * 60 * 60_000;

/** What the actor is about to say on an incident; ended drafts too, so that a device learns of their version. */
export async function listDrafts(ctx: Context, actor: Actor, idOrNumber: string): Promise<DraftAnswer[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return (await draftsOf(ctx.db.sql, actor.id ?? '', incident.id)).map(answerOf);
}

/**
 * Keeps what the actor is about to say, for their other devices. 412 with the other words when another device wrote since
 * the version in `ifMatch` (0: none yet): nothing typed is ever overwritten unseen.
 */
export async function saveDraft(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  visibility: Visibility,
  { body, deviceId }: z.output<typeof draftWords>,
  ifMatch: number | null,
): Promise<DraftAnswer> {
  if (visibility === 'internal' && !maySeeInternal(actor)) throw new Problem('forbidden');
  return transact(ctx, async (tx) => {
    const incident = await findVisible(tx, actor, idOrNumber);
    const key = { personId: actor.id ?? '', incidentId: incident.id, visibility };
    const before = await findDraft(tx.db.sql, key);
    const version = before?.version ?? 0;
    if (ifMatch !== null && ifMatch !== version) throw otherWords(before);
    const draft = { ...key, body, deviceId, version: version + 1, updatedAt: tx.clock() };
    if (!(await writeDraft(tx.db.sql, draft, version))) throw otherWords(await findDraft(tx.db.sql, key));
    tellDevices(tx, draft);
    return answerOf(draft);
  });
}

/** Ends the draft that has become a comment, in the comment's transaction; one that went on elsewhere stays. */
export async function endDraft(tx: Context, actor: Actor, incidentId: string, visibility: Visibility, version: number): Promise<void> {
  const before = await findDraft(tx.db.sql, { personId: actor.id ?? '', incidentId, visibility });
  if (!before || before.version !== version) return;
  const ended = { ...before, body: '', version: version + 1, updatedAt: tx.clock() };
  if (await writeDraft(tx.db.sql, ended, version)) tellDevices(tx, ended);
}

/** Forgets drafts that ended a week ago. */
export async function sweepDrafts(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - endedKeptMs);
  await transact(ctx, (tx) => deleteEndedDrafts(tx.db.sql, before));
}

function otherWords(draft: Draft | null): Problem {
  return new Problem('version_mismatch', 'Another device wrote this draft', {
    extra: { version: draft?.version ?? 0, draft: draft && answerOf(draft) },
  });
}

function tellDevices(tx: Context, { personId, incidentId, visibility, version, deviceId }: Draft): void {
  const data = { visibility, version, deviceId };
  tx.db.afterCommit(() => tx.live.publish({ type: 'draft.changed', id: incidentId, audience: { personIds: [personId] }, data }));
}

const answerOf = ({ visibility, body, deviceId, version, updatedAt }: Draft): DraftAnswer => ({
  visibility,
  body,
  deviceId,
  version,
  updatedAt,
});
