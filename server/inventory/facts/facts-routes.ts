import { assetParams } from '../../assets/asset-schemas.ts';
import { type Route, route } from '../../platform/route.ts';
import { assetChanges } from '../changes/asset-changes.ts';
import { changePage, changeQuery } from '../changes/change-schemas.ts';
import { bulkReleaseAnswer, bulkReleaseBody, differencePage, differenceQuery, factsAnswer, releaseBody } from './facts-schemas.ts';
import { listDifferences, readFacts } from './read-facts.ts';
import { releaseMany, releaseValues } from './release-values.ts';

export const factsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/:id/changes',
    summary: 'What changed on an asset, the latest first: its record, and what agents found',
    area: 'assets',
    allow: 'technician',
    params: assetParams,
    query: changeQuery,
    answer: changePage,
    handle: ({ ctx, actor, params, query }) => assetChanges(ctx, actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/inventory',
    summary: 'What agents found of an asset, and whose word each value is',
    area: 'assets',
    allow: 'technician',
    params: assetParams,
    answer: factsAnswer,
    handle: ({ ctx, actor, params }) => readFacts(ctx, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/assets/:id/inventory/releases',
    summary: "Let the agent's word stand in some fields again",
    area: 'assets',
    allow: 'technician',
    params: assetParams,
    body: releaseBody,
    answer: factsAnswer,
    handle: async ({ ctx, actor, params, body }) => {
      await releaseValues(ctx, actor, params.id, body.fields);
      return readFacts(ctx, actor, params.id);
    },
  }),
  route({
    method: 'get',
    path: '/inventory/differences',
    summary: "Records in which a person's word stands against the agent's",
    area: 'inventory',
    allow: 'technician',
    query: differenceQuery,
    answer: differencePage,
    handle: ({ ctx, query }) => listDifferences(ctx, query),
  }),
  route({
    method: 'post',
    path: '/inventory/differences/releases',
    summary: "Let the agents' word stand in some fields of many records",
    area: 'inventory',
    allow: 'lead',
    body: bulkReleaseBody,
    answer: bulkReleaseAnswer,
    handle: ({ ctx, actor, body }) => releaseMany(ctx, actor, body),
  }),
];
