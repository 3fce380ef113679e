import { maySeeHoldingsOf } from '../assets/asset-policy.ts';
import { assetParams } from '../assets/asset-schemas.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { handOutStock, returnStock } from './hand-out-stock.ts';
import { correctStock, countStock, moveStock, receiveStock } from './keep-stock.ts';
import { addStockItem, changeStockItem, removeStockItem } from './save-stock-item.ts';
import {
  correctionBody,
  countBody,
  handOutBody,
  loanPage,
  moveBody,
  movementPage,
  movementQuery,
  newStockItem,
  receiptBody,
  returnBody,
  stockItemAnswer,
  stockItemChanges,
  stockItemPage,
  stockItemQuery,
} from './stock-schemas.ts';
import { loans, movements, stockItemById, stockItems } from './stock-view.ts';

const area = 'stock';
const allow = 'technician' as const;
const one = { area, allow, params: idParams, answer: stockItemAnswer } as const;

const ledgerRoutes: Route[] = [
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/receipts',
    summary: 'Take a delivery in',
    body: receiptBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => receiveStock(ctx, actor, params.id, body),
  }),
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/hand-outs',
    summary: 'Hand some to a person, a place or into a device',
    body: handOutBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => handOutStock(ctx, actor, params.id, body),
  }),
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/returns',
    summary: 'Take back what was lent, or write it off',
    body: returnBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => returnStock(ctx, actor, params.id, body),
  }),
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/corrections',
    summary: 'Put a number right, with the reason',
    body: correctionBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => correctStock(ctx, actor, params.id, body),
  }),
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/counts',
    summary: 'Enter what was counted on a shelf',
    body: countBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => countStock(ctx, actor, params.id, body),
  }),
  route({
    ...one,
    method: 'post',
    path: '/stock-items/:id/moves',
    summary: 'Carry some from one shelf to another',
    body: moveBody,
    idempotent: true,
    handle: ({ ctx, actor, params, body }) => moveStock(ctx, actor, params.id, body),
  }),
  route({
    method: 'get',
    path: '/stock-movements',
    summary: 'The ledger, latest first; of one item or one holder if told',
    area,
    allow,
    query: movementQuery,
    answer: movementPage,
    handle: ({ ctx, query }) => movements(ctx, query),
  }),
];

const loanRoutes: Route[] = [
  route({
    method: 'get',
    path: '/stock-items/:id/loans',
    summary: 'Who has how many of an item',
    area,
    allow,
    params: idParams,
    answer: loanPage,
    handle: async ({ ctx, params }) => {
      await stockItemById(ctx, params.id);
      return loans(ctx, { itemId: params.id });
    },
  }),
  route({
    method: 'get',
    path: '/people/:id/stock',
    summary: 'What accessories a person has',
    area,
    allow: 'employee',
    params: idParams,
    answer: loanPage,
    handle: async ({ ctx, actor, params }) => {
      if (!maySeeHoldingsOf(actor, params.id)) throw notFound('person');
      return loans(ctx, { holderId: params.id });
    },
  }),
  route({
    method: 'get',
    path: '/assets/:id/stock',
    summary: 'What accessories belong to an asset at the moment',
    area,
    allow,
    params: assetParams,
    answer: loanPage,
    handle: async ({ ctx, actor, params }) => loans(ctx, { holderId: (await loadAsset(ctx, actor, params.id)).id }),
  }),
];

export const stockRoutes: Route[] = [
  route({
    method: 'get',
    path: '/stock-items',
    summary: 'Consumables, accessories and components by name',
    area,
    allow,
    query: stockItemQuery,
    answer: stockItemPage,
    handle: ({ ctx, query }) => stockItems(ctx, query),
  }),
  route({
    method: 'post',
    path: '/stock-items',
    summary: 'Add an item, with what there is of it already',
    area,
    allow,
    body: newStockItem,
    status: 201,
    answer: stockItemAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addStockItem(ctx, actor, body),
  }),
  route({
    ...one,
    method: 'get',
    path: '/stock-items/:id',
    summary: 'An item and where it lies',
    handle: ({ ctx, params }) => stockItemById(ctx, params.id),
  }),
  route({
    ...one,
    method: 'patch',
    path: '/stock-items/:id',
    summary: 'Change what is known of an item',
    body: stockItemChanges,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeStockItem(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/stock-items/:id',
    summary: 'Remove an item of which there is none, with its ledger',
    area,
    allow: 'lead',
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params }) => removeStockItem(ctx, actor, params.id),
  }),
  ...ledgerRoutes,
  ...loanRoutes,
];
