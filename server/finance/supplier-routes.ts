import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { addSupplier, changeSupplier, knownSupplier, removeSupplier } from './save-supplier.ts';
import { newSupplier, supplierAnswer, supplierChanges, supplierPage, supplierQuery } from './supplier-schemas.ts';
import { listSupplierRows } from './supplier-store.ts';

const area = 'finance';

export const supplierRoutes: Route[] = [
  route({
    method: 'get',
    path: '/suppliers',
    summary: 'Suppliers by name',
    area,
    allow: 'technician',
    query: supplierQuery,
    answer: supplierPage,
    handle: ({ ctx, query }) => listSupplierRows(ctx.db.sql, query),
  }),
  route({
    method: 'post',
    path: '/suppliers',
    summary: 'Add a supplier',
    area,
    allow: 'technician',
    body: newSupplier,
    status: 201,
    answer: supplierAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addSupplier(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/suppliers/:id',
    summary: 'A supplier',
    area,
    allow: 'technician',
    params: idParams,
    answer: supplierAnswer,
    handle: ({ ctx, params }) => knownSupplier(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/suppliers/:id',
    summary: 'Change a supplier, or set it aside',
    area,
    allow: 'technician',
    params: idParams,
    body: supplierChanges,
    answer: supplierAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeSupplier(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/suppliers/:id',
    summary: 'Remove a supplier that nothing names',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeSupplier(ctx, actor, params.id),
  }),
];
