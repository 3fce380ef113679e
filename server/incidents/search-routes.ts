import { z } from 'zod';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { listSkippedFiles } from './list-skipped-files.ts';
import { searchEverything } from './search-everything.ts';
import { searchAnswer, searchQuery, skippedFileAnswer } from './search-schemas.ts';

const area = 'search';

export const searchRoutes: Route[] = [
  route({
    method: 'get',
    path: '/search',
    summary: 'Incidents and assets that have all the words, the last one as a beginning',
    area,
    allow: 'employee',
    query: searchQuery,
    answer: searchAnswer,
    handle: ({ ctx, actor, query }) => searchEverything(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/search/skipped-files',
    summary: 'Attached files that search does not find by their words, or not by all of them, the newest first',
    area,
    allow: 'technician',
    query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answer: page(skippedFileAnswer),
    handle: async ({ ctx, query: { limit } }) => ({ items: await listSkippedFiles(ctx, limit), nextCursor: null }),
  }),
];
