import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { companyRoutes } from './companies/company-routes.ts';
import { fieldAnswer, fieldChanges, fieldPage, kindAnswer, kindChanges, kindPage, kindParams, newField, newKind } from './kind-schemas.ts';
import { listFields } from './kind-store.ts';
import { addField, changeField, knownField, removeField } from './save-field.ts';
import { addKind, changeKind, removeKind, showKind, showKinds } from './save-kind.ts';
import { sequenceRoutes } from './sequences/sequence-routes.ts';

const area = 'assets';

export const kindRoutes: Route[] = [
  ...sequenceRoutes,
  ...companyRoutes,
  route({
    method: 'get',
    path: '/asset-kinds',
    summary: 'Kinds of assets with their fields, in the order in which they are offered',
    area,
    allow: 'employee',
    answer: kindPage,
    handle: async ({ ctx }) => ({ items: await showKinds(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/asset-kinds',
    summary: 'Add a kind of asset',
    area,
    allow: 'admin',
    body: newKind,
    status: 201,
    answer: kindAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addKind(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/asset-kinds/:key',
    summary: 'A kind of asset',
    area,
    allow: 'employee',
    params: kindParams,
    answer: kindAnswer,
    handle: ({ ctx, params }) => showKind(ctx, params.key),
  }),
  route({
    method: 'patch',
    path: '/asset-kinds/:key',
    summary: 'Change a kind of asset; fields is the whole list',
    area,
    allow: 'admin',
    params: kindParams,
    body: kindChanges,
    answer: kindAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeKind(ctx, actor, params.key, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/asset-kinds/:key',
    summary: 'Remove an own kind that no asset is of',
    area,
    allow: 'admin',
    params: kindParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeKind(ctx, actor, params.key),
  }),
  route({
    method: 'get',
    path: '/asset-fields',
    summary: 'Own fields of assets, in their order',
    area,
    allow: 'employee',
    answer: fieldPage,
    handle: async ({ ctx }) => ({ items: await listFields(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/asset-fields',
    summary: 'Add a field and give it to kinds',
    area,
    allow: 'admin',
    body: newField,
    status: 201,
    answer: fieldAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addField(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/asset-fields/:id',
    summary: 'A field by id or key',
    area,
    allow: 'employee',
    params: idParams,
    answer: fieldAnswer,
    handle: ({ ctx, params }) => knownField(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/asset-fields/:id',
    summary: 'Change a field; its key and its type stay',
    area,
    allow: 'admin',
    params: idParams,
    body: fieldChanges,
    answer: fieldAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeField(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/asset-fields/:id',
    summary: 'Remove a field that nothing is filled in of',
    area,
    allow: 'admin',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeField(ctx, actor, params.id),
  }),
];
