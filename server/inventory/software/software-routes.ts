import { assetParams } from '../../assets/asset-schemas.ts';
import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { judgeSoftware } from './judge-software.ts';
import { installationsOfTitle, listSoftware, softwareDetail, softwareOn } from './read-software.ts';
import {
  assetSoftwarePage,
  assetSoftwareQuery,
  installationPage,
  installationQuery,
  policyBody,
  softwareDetailAnswer,
  softwareQuery,
  softwareTitlePage,
} from './software-schemas.ts';

const area = 'inventory';

export const softwareRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/:id/software',
    summary: 'What agents found installed, or what was there once',
    area: 'assets',
    allow: 'technician',
    params: assetParams,
    query: assetSoftwareQuery,
    answer: assetSoftwarePage,
    handle: ({ ctx, actor, params, query }) => softwareOn(ctx, actor, params.id, query),
  }),
  route({
    method: 'get',
    path: '/software',
    summary: 'Every program that agents found, with on how many machines it is',
    area,
    allow: 'technician',
    query: softwareQuery,
    answer: softwareTitlePage,
    handle: ({ ctx, query }) => listSoftware(ctx, query),
  }),
  route({
    method: 'get',
    path: '/software/:id',
    summary: 'A program with how its versions are spread',
    area,
    allow: 'technician',
    params: idParams,
    answer: softwareDetailAnswer,
    handle: ({ ctx, params }) => softwareDetail(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/software/:id/installations',
    summary: 'On which machines a program is',
    area,
    allow: 'technician',
    params: idParams,
    query: installationQuery,
    answer: installationPage,
    handle: ({ ctx, params, query }) => installationsOfTitle(ctx, params.id, query),
  }),
  route({
    method: 'put',
    path: '/software/:id/policy',
    summary: 'Put a program on the list of the allowed or the forbidden',
    area,
    allow: 'lead',
    params: idParams,
    body: policyBody,
    answer: softwareDetailAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => judgeSoftware(ctx, actor, params.id, body, ifMatch),
  }),
];
