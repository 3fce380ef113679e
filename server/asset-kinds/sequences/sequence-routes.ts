import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { addSequence, changeSequence, removeSequence, showNextTag, showSequence, showSequences } from './save-sequence.ts';
import { newSequence, nextTagAnswer, nextTagQuery, sequenceAnswer, sequenceChanges, sequencePage } from './sequence-schemas.ts';

const area = 'assets';

export const sequenceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/asset-tag-sequences',
    summary: 'Sequences of tags in the order in which they are tried',
    area,
    allow: 'technician',
    answer: sequencePage,
    handle: async ({ ctx }) => ({ items: await showSequences(ctx), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/asset-tag-sequences/next',
    summary: 'The tag that an asset like this would get now',
    area,
    allow: 'technician',
    query: nextTagQuery,
    answer: nextTagAnswer,
    handle: ({ ctx, query }) =>
      showNextTag(ctx, { kind: query.kind, locationId: query.locationId ?? null, companyId: query.companyId ?? null }),
  }),
  route({
    method: 'post',
    path: '/asset-tag-sequences',
    summary: 'Add a sequence of tags for a kind, a place or a company',
    area,
    allow: 'admin',
    body: newSequence,
    status: 201,
    answer: sequenceAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addSequence(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/asset-tag-sequences/:id',
    summary: 'A sequence of tags',
    area,
    allow: 'technician',
    params: idParams,
    answer: sequenceAnswer,
    handle: ({ ctx, params }) => showSequence(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/asset-tag-sequences/:id',
    summary: 'Change a sequence of tags; its numbers go on',
    area,
    allow: 'admin',
    params: idParams,
    body: sequenceChanges,
    answer: sequenceAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeSequence(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/asset-tag-sequences/:id',
    summary: 'Remove a sequence; the tags that it gave stay',
    area,
    allow: 'admin',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeSequence(ctx, actor, params.id),
  }),
];
