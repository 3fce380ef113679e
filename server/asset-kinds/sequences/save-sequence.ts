import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import { findLocation } from '../../people/location-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { companyOf } from '../companies/company-store.ts';
import { findKind } from '../kind-store.ts';
import { withoutUndefined } from '../save-kind.ts';
import { peekTag, sequencesFor } from './draw-tags.ts';
import type { NewSequence, SequenceChanges } from './sequence-schemas.ts';
import { deleteSequence, findSequence, insertSequence, listSequences, updateSequence } from './sequence-store.ts';
import type { Taggable, TagSequence } from './tag-sequence.ts';

export type SequenceView = TagSequence & { next: string };

const yearOf = (ctx: Context): number => ctx.clock().getUTCFullYear();

const viewOf = async (ctx: Context, sequence: TagSequence): Promise<SequenceView> => ({
  ...sequence,
  next: await peekTag(ctx.db.sql, sequence, yearOf(ctx)),
});

/** All sequences in the order in which they are tried, with the tag that each gives next. */
export async function showSequences(ctx: Context): Promise<SequenceView[]> {
  return Promise.all((await listSequences(ctx.db.sql)).map((sequence) => viewOf(ctx, sequence)));
}

/** One sequence; 404 when there is none. */
export async function showSequence(ctx: Context, id: string): Promise<SequenceView> {
  return viewOf(ctx, await knownSequence(ctx, id));
}

/** The tag that such an asset would get now; nothing is drawn, and somebody else may be faster. */
export async function showNextTag(ctx: Context, asset: Taggable): Promise<{ tag: string; sequenceId: string | null }> {
  const [sequence] = await sequencesFor(ctx.db.sql, [asset]);
  return { tag: await peekTag(ctx.db.sql, sequence ?? null, yearOf(ctx)), sequenceId: sequence?.id ?? null };
}

/** Adds a sequence; 422 when another one has the same prefix and suffix, or what it asks for does not exist. */
export async function addSequence(ctx: Context, actor: Actor, { position, ...input }: NewSequence): Promise<SequenceView> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const now = tx.clock();
      const last = (await listSequences(tx.db.sql)).at(-1)?.position ?? -1;
      const sequence: TagSequence = { ...input, position: position ?? last + 1, id: newId(), version: 1, createdAt: now, updatedAt: now };
      await checkConditions(tx, sequence);
      await insertSequence(tx.db.sql, sequence);
      await tell(tx, actor, 'tag-sequence.added', sequence);
      return viewOf(tx, sequence);
    }),
  );
}

/** Changes a sequence; its numbers go on from where they are. 412 when somebody changed it since. */
export async function changeSequence(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: SequenceChanges,
  ifMatch: number | null,
): Promise<SequenceView> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const before = await knownSequence(tx, id);
      if (ifMatch !== null && ifMatch !== before.version) {
        throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
      }
      const sequence: TagSequence = { ...before, ...withoutUndefined(changes), version: before.version + 1, updatedAt: tx.clock() };
      await checkConditions(tx, sequence);
      if (!(await updateSequence(tx.db.sql, sequence))) throw new Problem('version_mismatch');
      await tell(tx, actor, 'tag-sequence.changed', sequence);
      return viewOf(tx, sequence);
    }),
  );
}

/** Removes a sequence; the tags that it gave stay. */
export async function removeSequence(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const sequence = await knownSequence(tx, id);
    await deleteSequence(tx.db.sql, id);
    await tell(tx, actor, 'tag-sequence.removed', sequence);
  });
}

async function knownSequence(ctx: Context, id: string): Promise<TagSequence> {
  const sequence = await findSequence(ctx.db.sql, id);
  if (!sequence) throw notFound('sequence of tags');
  return sequence;
}

async function checkConditions(tx: Context, { kind, locationId, companyId }: TagSequence): Promise<void> {
  const { sql } = tx.db;
  if (kind && !(await findKind(sql, kind))) throw invalid('/kind', 'There is no such kind');
  if (locationId && !(await findLocation(sql, locationId))) throw invalid('/locationId', 'There is no such location');
  if (companyId && !(await companyOf(sql, companyId))) throw invalid('/companyId', 'There is no such company');
}

async function refusingTwins<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    throw invalid('/prefix', 'Another sequence gives tags like these');
  }
}

async function tell(tx: Context, actor: Actor, action: string, { id, prefix, suffix }: TagSequence): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'tag-sequence', subjectId: id, detail: { prefix, suffix } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset-kind.changed', id, audience: { role: 'technician' } }));
}
