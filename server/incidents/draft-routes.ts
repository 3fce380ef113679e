import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { draftAnswer, draftParams, draftWords } from './conversation-schemas.ts';
import { incidentParams } from './incident-schemas.ts';
import { listDrafts, saveDraft } from './save-draft.ts';

const area = 'incidents';

export const draftRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/drafts',
    summary: 'What I am about to say on an incident, from whatever device',
    area,
    allow: 'employee',
    params: incidentParams,
    answer: page(draftAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await listDrafts(ctx, actor, id), nextCursor: null }),
  }),
  route({
    method: 'put',
    path: '/incidents/:id/drafts/:visibility',
    summary: 'Keep what I am about to say; with If-Match only over the words that I have seen (version 0: none yet)',
    area,
    allow: 'employee',
    params: draftParams,
    body: draftWords,
    answer: draftAnswer,
    handle: ({ ctx, actor, params: { id, visibility }, body, ifMatch }) => saveDraft(ctx, actor, id, visibility, body, ifMatch),
  }),
];
