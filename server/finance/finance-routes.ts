import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assetParams } from '../assets/asset-schemas.ts';
import { dayIn } from '../platform/calendar-days.ts';
import { toCents } from '../platform/money.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { assetMoney, enterPurchase } from './asset-money.ts';
import { shownValue, shownYears } from './asset-value.ts';
import { bookTotals, bookValues, bookValuesFile } from './book-values.ts';
import { contractRoutes } from './contract-routes.ts';
import { bookValueOf, type DepreciationTerms } from './depreciation.ts';
import { newPlan, planAnswer, planChanges, planPage, planPreview, planPreviewAnswer } from './plan-schemas.ts';
import { listPlans, type Plan } from './plan-store.ts';
import { moneyAnswer, moneyQuery, purchaseChanges, totalsAnswer, valuesFileQuery, valuesPage, valuesQuery } from './purchase-schemas.ts';
import { repairRoutes } from './repair-routes.ts';
import { addPlan, changePlan, checkTerms, knownPlan, removePlan, termsOf } from './save-plan.ts';
import { supplierRoutes } from './supplier-routes.ts';

const area = 'finance';

const shown = ({ salvageBasisPoints, factorHundredths, ...plan }: Plan) => ({
  ...plan,
  salvagePercent: salvageBasisPoints / 100,
  factor: factorHundredths === null ? null : factorHundredths / 100,
});

const planRoutes: Route[] = [
  route({
    method: 'get',
    path: '/depreciation-plans',
    summary: 'All depreciation plans by name',
    area,
    allow: 'technician',
    answer: planPage,
    handle: async ({ ctx }) => ({ items: (await listPlans(ctx.db.sql)).map(shown), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/depreciation-plans',
    summary: 'Add a depreciation plan, for kinds of asset or to be chosen for single ones',
    area,
    allow: 'lead',
    body: newPlan,
    status: 201,
    answer: planAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => shown(await addPlan(ctx, actor, body)),
  }),
  route({
    method: 'post',
    path: '/depreciation-plans/preview',
    summary: 'What would become of a thing under terms that nobody has saved',
    area,
    allow: 'technician',
    body: planPreview,
    answer: planPreviewAnswer,
    handle: async ({ ctx, body }) => {
      const terms = termsOf(body.plan) as DepreciationTerms;
      checkTerms(terms);
      const thing = { costCents: toCents(body.cost) as number, salvageCents: toCents(body.salvage), startOn: body.startOn };
      return { value: shownValue(bookValueOf(thing, terms, body.asOf ?? dayIn(ctx.clock()))), years: shownYears(thing, terms) };
    },
  }),
  route({
    method: 'get',
    path: '/depreciation-plans/:id',
    summary: 'A depreciation plan',
    area,
    allow: 'technician',
    params: idParams,
    answer: planAnswer,
    handle: async ({ ctx, params }) => shown(await knownPlan(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/depreciation-plans/:id',
    summary: 'Change a depreciation plan, and with it the book values of all that go by it',
    area,
    allow: 'lead',
    params: idParams,
    body: planChanges,
    answer: planAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => shown(await changePlan(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/depreciation-plans/:id',
    summary: 'Remove a depreciation plan that no asset has as its own',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removePlan(ctx, actor, params.id),
  }),
];

export const financeRoutes: Route[] = [
  ...supplierRoutes,
  ...planRoutes,
  ...contractRoutes,
  ...repairRoutes,
  route({
    method: 'get',
    path: '/assets/:id/money',
    summary: 'What an asset cost, what it is worth at the end of a day, and what its repairs cost',
    area,
    allow: 'technician',
    params: assetParams,
    query: moneyQuery,
    answer: moneyAnswer,
    handle: ({ ctx, actor, params, query }) => assetMoney(ctx, actor, params.id, query.asOf),
  }),
  route({
    method: 'patch',
    path: '/assets/:id/money',
    summary: 'Enter supplier, order, invoice, plan and end of life of an asset',
    area,
    allow: 'technician',
    params: assetParams,
    body: purchaseChanges,
    answer: moneyAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => enterPurchase(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/finance/book-values',
    summary: 'What assets are worth in the books at the end of a day',
    area,
    allow: 'technician',
    query: valuesQuery,
    answer: valuesPage,
    handle: ({ ctx, query }) => bookValues(ctx, query),
  }),
  route({
    method: 'get',
    path: '/finance/book-values/totals',
    summary: 'The same in sums by currency and kind',
    area,
    allow: 'technician',
    query: valuesFileQuery,
    answer: totalsAnswer,
    handle: ({ ctx, query }) => bookTotals(ctx, query),
  }),
  route({
    method: 'get',
    path: '/finance/book-values.csv',
    summary: 'The same as a CSV file',
    area,
    allow: 'technician',
    query: valuesFileQuery,
    rawAnswer: 'text/csv',
    handle: async ({ ctx, query, res }) => {
      res.type('text/csv').attachment(`book-values-${query.asOf ?? dayIn(ctx.clock())}.csv`);
      await pipeline(Readable.from(bookValuesFile(ctx, query)), res);
    },
  }),
];
