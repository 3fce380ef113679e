import type { articleAnswer, articleListItem, suggestionAnswer } from '../../../server/knowledge/article-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Article = Answer<typeof articleAnswer>;
export type ArticleItem = Answer<typeof articleListItem>;
export type Suggestion = Answer<typeof suggestionAnswer>;
