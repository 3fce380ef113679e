import type { Sql } from '../../db/connection.ts';
import type { Article } from './article.ts';

/** The article with this id, or null. */
export async function findArticle(sql: Sql, id: string): Promise<Article | null> {
  return (await sql('articles').where({ id }).first()) ?? null;
}

/** The same, held until the transaction ends. */
export async function lockArticle(tx: Sql, id: string): Promise<Article | null> {
  return (await tx('articles').where({ id }).forUpdate().first()) ?? null;
}

/** These articles, in no order. */
export async function articlesOf(sql: Sql, ids: string[]): Promise<Article[]> {
  return ids.length === 0 ? [] : sql('articles').whereIn('id', ids);
}

export async function insertArticle(tx: Sql, article: Article): Promise<void> {
  await tx('articles').insert(article);
}

/** Changes an article that still has this version; answers false when somebody was faster. */
export async function updateArticle(tx: Sql, id: string, version: number, changes: Partial<Article>): Promise<boolean> {
  return (await tx('articles').where({ id, version }).update(changes)) === 1;
}

export async function deleteArticle(tx: Sql, id: string): Promise<void> {
  await tx('articles').where({ id }).delete();
}

/** How an article read at each of its versions. */
export interface ArticleVersion {
  articleId: string;
  version: number;
  title: string;
  body: string;
  authorId: string | null;
  savedAt: Date;
}

export async function keepVersion(tx: Sql, version: ArticleVersion): Promise<void> {
  await tx('articleVersions').insert(version);
}

/** The newest versions first. */
export const versionsOf = (sql: Sql, articleId: string): Promise<ArticleVersion[]> =>
  sql('articleVersions').where({ articleId }).orderBy('version', 'desc').limit(100) as unknown as Promise<ArticleVersion[]>;

/** Keeps a person's vote in place of an earlier one, and counts anew. */
export async function saveVote(tx: Sql, articleId: string, personId: string, isHelpful: boolean): Promise<void> {
  await tx('articleVotes').insert({ articleId, personId, isHelpful }).onConflict(['articleId', 'personId']).merge(['isHelpful']);
  const rows: Array<{ isHelpful: boolean }> = await tx('articleVotes').select('isHelpful').where({ articleId });
  const helpful = rows.filter((row) => row.isHelpful).length;
  await tx('articles')
    .where({ id: articleId })
    .update({ helpful, unhelpful: rows.length - helpful });
}

/** How a person voted on an article; null when they did not. */
export async function voteOf(sql: Sql, articleId: string, personId: string): Promise<boolean | null> {
  return (await sql('articleVotes').select('isHelpful').where({ articleId, personId }).first())?.isHelpful ?? null;
}

/** Counts an incident that an article made needless. */
export async function insertDeflection(
  tx: Sql,
  deflection: { id: string; articleId: string; personId: string; asked: string; happenedAt: Date },
): Promise<void> {
  await tx('articleDeflections').insert(deflection);
  await tx('articles').where({ id: deflection.articleId }).increment('deflections', 1);
}
