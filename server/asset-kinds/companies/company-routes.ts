import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { companyAnswer, companyChanges, companyPage, newCompany } from './company-schemas.ts';
import { listCompanies } from './company-store.ts';
import { addCompany, changeCompany, knownCompany, removeCompany } from './save-company.ts';

const area = 'assets';

export const companyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/companies',
    summary: 'Companies that own assets, by name',
    area,
    allow: 'technician',
    answer: companyPage,
    handle: async ({ ctx }) => ({ items: await listCompanies(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/companies',
    summary: 'Add a company',
    area,
    allow: 'lead',
    body: newCompany,
    status: 201,
    answer: companyAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addCompany(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/companies/:id',
    summary: 'A company',
    area,
    allow: 'technician',
    params: idParams,
    answer: companyAnswer,
    handle: ({ ctx, params }) => knownCompany(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/companies/:id',
    summary: 'Change a company, or set it aside',
    area,
    allow: 'lead',
    params: idParams,
    body: companyChanges,
    answer: companyAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeCompany(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/companies/:id',
    summary: 'Remove a company that owns nothing',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeCompany(ctx, actor, params.id),
  }),
];
