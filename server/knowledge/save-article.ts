import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findService } from '../people/service-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { indexDocument, removeDocument } from '../search/search.ts';
import { type Article, mayRead, mayWrite } from './article.ts';
import type { articleChanges, newArticle } from './article-schemas.ts';
import {
  deleteArticle,
  findArticle,
  insertArticle,
  insertDeflection,
  keepVersion,
  lockArticle,
  saveVote,
  updateArticle,
} from './article-store.ts';

/** Writes a known answer; only leads publish it at once. */
export async function writeArticle(ctx: Context, actor: Actor, input: z.output<typeof newArticle>): Promise<Article> {
  return transact(ctx, async (tx) => {
    checkPublishing(actor, input.isPublished);
    await checkService(tx, input.serviceId);
    const now = tx.clock();
    const counts = { helpful: 0, unhelpful: 0, deflections: 0 };
    const article: Article = { id: newId(), ...input, ...counts, version: 1, authorId: actor.id, createdAt: now, updatedAt: now };
    await insertArticle(tx.db.sql, article);
    await keep(tx, actor, article);
    return article;
  });
}

/** Changes a known answer; every version is kept. Throws 412 when somebody was faster. */
export async function changeArticle(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof articleChanges>,
  ifMatch: number | null,
): Promise<Article> {
  return transact(ctx, async (tx) => {
    const before = await takeArticle(tx, actor, id);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const given: Partial<Article> = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    checkPublishing(actor, given.isPublished);
    if (given.serviceId) await checkService(tx, given.serviceId);
    const after: Article = { ...before, ...given, version: before.version + 1, updatedAt: tx.clock() };
    const { id: _, helpful: __, unhelpful: ___, deflections: ____, ...written } = after;
    if (!(await updateArticle(tx.db.sql, id, before.version, written))) throw new Problem('version_mismatch');
    await keep(tx, actor, after);
    return after;
  });
}

/** Removes a known answer with its versions and votes. */
export async function removeArticle(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const article = await takeArticle(tx, actor, id);
    await removeDocument(tx.db.sql, 'article', id);
    await deleteArticle(tx.db.sql, id);
    await recordAudit(tx, actor, { action: 'article.removed', subjectType: 'article', subjectId: id, detail: { title: article.title } });
  });
}

/** Says whether an answer helped; a later vote of the same person takes the place of the earlier. */
export async function voteOnArticle(ctx: Context, actor: Actor, id: string, isHelpful: boolean): Promise<void> {
  await transact(ctx, async (tx) => {
    await readableArticle(tx, actor, id);
    await saveVote(tx.db.sql, id, actor.id as string, isHelpful);
  });
}

/** Counts that an answer made an incident needless, and a vote that it helped. */
export async function recordDeflection(ctx: Context, actor: Actor, id: string, asked: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await readableArticle(tx, actor, id);
    const personId = actor.id as string;
    await insertDeflection(tx.db.sql, { id: newId(), articleId: id, personId, asked, happenedAt: tx.clock() });
    await saveVote(tx.db.sql, id, personId, true);
  });
}

/** The article, if the actor may read it; a 404 otherwise. */
export async function readableArticle(ctx: Context, actor: Actor, id: string): Promise<Article> {
  const article = await findArticle(ctx.db.sql, id);
  if (!article || !mayRead(actor, article)) throw notFound('known answer');
  return article;
}

async function takeArticle(tx: Context, actor: Actor, id: string): Promise<Article> {
  const article = await lockArticle(tx.db.sql, id);
  if (!article || !mayRead(actor, article)) throw notFound('known answer');
  if (!mayWrite(actor, article)) throw new Problem('forbidden', 'Only leads change what is published');
  return article;
}

function checkPublishing(actor: Actor, isPublished: boolean | undefined): void {
  if (isPublished && !hasRole(actor, 'lead')) throw new Problem('forbidden', 'Only leads publish known answers');
}

async function checkService(tx: Context, serviceId: string | null): Promise<void> {
  if (serviceId && !(await findService(tx.db.sql, serviceId))) throw invalid('/serviceId', 'is not a service');
}

async function keep(tx: Context, actor: Actor, { id, version, title, body, audience, isPublished, updatedAt }: Article): Promise<void> {
  await keepVersion(tx.db.sql, { articleId: id, version, title, body, authorId: actor.id, savedAt: updatedAt });
  // What only technicians read must not be found by others through its words.
  const isForAll = isPublished && audience === 'everybody';
  const words = isForAll ? { title, body } : { title: '', body: '', internal: `${title}\n${body}` };
  await indexDocument(tx.db.sql, { type: 'article', id, ...words, at: updatedAt });
}
