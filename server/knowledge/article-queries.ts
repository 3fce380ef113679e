import type { Knex } from 'knex';
import type { z } from 'zod';
import { fold } from '../../db/search/words.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { isStopWord } from '../search/asked.ts';
import { findSimilar, whereMatches } from '../search/search.ts';
import { indexed, tokensOf } from '../search/tokens.ts';
import { type Article, mayWrite } from './article.ts';
import type { articleAnswer, articleListItem, articleQuery, suggestionAnswer, suggestionQuery } from './article-schemas.ts';
import { articlesOf, voteOf } from './article-store.ts';

type ListItem = z.output<typeof articleListItem>;

const excerptLength = 200;

/** A page of the answers that the actor may read, the one changed last first. */
export async function listArticles(
  ctx: Context,
  actor: Actor,
  { limit, cursor, q, ...filters }: z.output<typeof articleQuery>,
): Promise<{ items: ListItem[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const query = sql('articles as a')
    .select('a.*')
    .limit(limit + 1);
  whereReadable(query, actor);
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.where(`a.${name}`, value);
  if (q) whereMatches(sql, query, 'a.id', q, { type: 'article', withInternal: hasRole(actor, 'technician') });
  const order = [
    { column: 'a.updatedAt', direction: 'desc' as const },
    { column: 'a.id', direction: 'desc' as const },
  ];
  const page = toPage((await afterCursor(query, order, cursor)) as Article[], limit, ({ updatedAt, id }) => [updatedAt, id]);
  return { ...page, items: await itemsOf(ctx, page.items) };
}

function whereReadable(query: Knex.QueryBuilder, actor: Actor): void {
  if (!hasRole(actor, 'technician')) query.where({ 'a.isPublished': true, 'a.audience': 'everybody' });
}

/** Published answers that may be what somebody is about to report, the likeliest first; an article of the service counts more. */
export async function suggestArticles(
  ctx: Context,
  { q, serviceId, limit }: z.output<typeof suggestionQuery>,
): Promise<Array<z.output<typeof suggestionAnswer>>> {
  const { sql } = ctx.db;
  const found = await findSimilar(sql, q, { types: ['article'], limit: 30, visible: () => {} });
  const articles = (
    await articlesOf(
      sql,
      found.map(({ id }) => id),
    )
  ).filter(({ isPublished, audience }) => isPublished && audience === 'everybody');
  const asked = tellingWords(q);
  const ranked = articles
    .map((article) => ({ article, share: shareOf(asked, article) + (serviceId && article.serviceId === serviceId ? 0.2 : 0) }))
    .filter(({ share }) => share >= 0.4)
    .sort((a, b) => b.share - a.share || b.article.deflections - a.article.deflections)
    .slice(0, limit)
    .map(({ article }) => article);
  const items = await itemsOf(ctx, ranked);
  return items.map((item, i) => ({ ...item, body: ranked[i]?.body ?? '' }));
}

/** Each telling word of a text with its roots. */
function tellingWords(text: string): string[][] {
  return tokensOf(text.slice(0, 4000)).flatMap((token) => {
    const word = token.words[0] as string;
    return word.length > 2 && !isStopWord(fold(word)) ? [indexed(token)] : [];
  });
}

/** How many of the words that were asked for stand in the article, as a share. */
function shareOf(asked: string[][], { title, body }: Article): number {
  if (asked.length === 0) return 0;
  const known = new Set(tokensOf(`${title} ${body}`).flatMap(indexed));
  return asked.filter((ways) => ways.some((way) => known.has(way))).length / asked.length;
}

async function itemsOf(ctx: Context, articles: Article[]): Promise<ListItem[]> {
  const people = await personRefs(
    ctx.db.sql,
    articles.map(({ authorId }) => authorId),
  );
  return articles.map(({ body, authorId, createdAt: _, ...article }) => ({
    ...article,
    excerpt: body.slice(0, excerptLength),
    author: authorId ? (people.get(authorId) ?? null) : null,
  }));
}

/** An article as its reader sees it. */
export async function articleAnswerOf(ctx: Context, actor: Actor, article: Article): Promise<z.output<typeof articleAnswer>> {
  const [{ excerpt: _, ...item }] = (await itemsOf(ctx, [article])) as [ListItem];
  const myVote = actor.id ? await voteOf(ctx.db.sql, article.id, actor.id) : null;
  return { ...item, body: article.body, canWrite: mayWrite(actor, article), myVote };
}
