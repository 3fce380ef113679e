import { personRefs } from '../people/person-queries.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { articleAnswerOf, listArticles, suggestArticles } from './article-queries.ts';
import {
  articleAnswer,
  articleChanges,
  articleListItem,
  articleQuery,
  articleVersionAnswer,
  articleVote,
  deflection,
  newArticle,
  suggestionAnswer,
  suggestionQuery,
} from './article-schemas.ts';
import { versionsOf } from './article-store.ts';
import { changeArticle, readableArticle, recordDeflection, removeArticle, voteOnArticle, writeArticle } from './save-article.ts';

const area = 'articles';

export const articleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/articles',
    summary: 'Known answers; employees see what is published for everybody',
    area,
    allow: 'employee',
    query: articleQuery,
    answer: page(articleListItem),
    handle: ({ ctx, actor, query }) => listArticles(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/articles/suggestions',
    summary: 'Answers that may be what somebody is about to report',
    area,
    allow: 'employee',
    query: suggestionQuery,
    answer: page(suggestionAnswer),
    handle: async ({ ctx, query }) => ({ items: await suggestArticles(ctx, query), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/articles',
    summary: 'Write a known answer; leads may publish it at once',
    area,
    allow: 'technician',
    body: newArticle,
    status: 201,
    answer: articleAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => articleAnswerOf(ctx, actor, await writeArticle(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/articles/:id',
    summary: 'One known answer',
    area,
    allow: 'employee',
    params: idParams,
    answer: articleAnswer,
    handle: async ({ ctx, actor, params: { id } }) => articleAnswerOf(ctx, actor, await readableArticle(ctx, actor, id)),
  }),
  route({
    method: 'patch',
    path: '/articles/:id',
    summary: 'Change or publish it; every version is kept',
    area,
    allow: 'technician',
    params: idParams,
    body: articleChanges,
    answer: articleAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      articleAnswerOf(ctx, actor, await changeArticle(ctx, actor, id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/articles/:id',
    summary: 'Remove it with its versions',
    area,
    allow: 'technician',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params: { id } }) => removeArticle(ctx, actor, id),
  }),
  route({
    method: 'get',
    path: '/articles/:id/versions',
    summary: 'How it read before, the newest first',
    area,
    allow: 'technician',
    params: idParams,
    answer: page(articleVersionAnswer),
    handle: async ({ ctx, actor, params: { id } }) => {
      await readableArticle(ctx, actor, id);
      const versions = await versionsOf(ctx.db.sql, id);
      const people = await personRefs(
        ctx.db.sql,
        versions.map(({ authorId }) => authorId),
      );
      const items = versions.map(({ articleId: _, authorId, ...version }) => ({
        ...version,
        author: authorId ? (people.get(authorId) ?? null) : null,
      }));
      return { items, nextCursor: null };
    },
  }),
  route({
    method: 'put',
    path: '/articles/:id/vote',
    summary: 'Say whether it helped',
    area,
    allow: 'employee',
    params: idParams,
    body: articleVote,
    answer: articleAnswer,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      await voteOnArticle(ctx, actor, id, body.isHelpful);
      return articleAnswerOf(ctx, actor, await readableArticle(ctx, actor, id));
    },
  }),
  route({
    method: 'post',
    path: '/articles/:id/deflections',
    summary: 'It solved what I was about to report',
    area,
    allow: 'employee',
    params: idParams,
    body: deflection,
    status: 204,
    handle: async ({ ctx, actor, params: { id }, body }) => {
      await recordDeflection(ctx, actor, id, body.asked);
      return new Reply(204);
    },
  }),
];
