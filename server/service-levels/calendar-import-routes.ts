import { z } from 'zod';
import { Reply, type Route, route } from '../platform/route.ts';
import { id, idParams, page } from '../platform/schemas.ts';
import { addImport, previewImport, readImports, removeImport } from './import-calendar.ts';
import { readSoon } from './reread-calendar.ts';
import { calendarImportAnswer, importPreviewAnswer, newCalendarImport } from './service-level-schemas.ts';

const area = 'service-calendars';
const oneImport = idParams.extend({ importId: id });
const maxBytes = 5 * 1024 * 1024;

export const calendarImportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-calendars/:id/imports',
    summary: 'Calendars of holidays that were imported into a service calendar',
    area,
    allow: 'technician',
    params: idParams,
    answer: page(calendarImportAnswer),
    handle: async ({ ctx, params }) => ({ items: await readImports(ctx, params.id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/service-calendars/:id/imports',
    summary: 'Import an iCal file, or a feed that is read again every day; `dryRun=true` only says what it would do to each date',
    area,
    allow: 'lead',
    params: idParams,
    query: z.object({ dryRun: z.stringbool().default(false) }),
    body: newCalendarImport,
    maxBytes,
    status: 201,
    answer: z.union([calendarImportAnswer, importPreviewAnswer]),
    handle: async ({ ctx, actor, params, query, body }) =>
      query.dryRun ? new Reply(200, await previewImport(ctx, params.id, body)) : addImport(ctx, actor, params.id, body),
  }),
  route({
    method: 'put',
    path: '/service-calendars/:id/imports/:importId/reading',
    summary: 'Read a feed again as soon as may be',
    area,
    allow: 'lead',
    params: oneImport,
    status: 202,
    answer: calendarImportAnswer,
    handle: ({ ctx, params }) => readSoon(ctx, params.id, params.importId),
  }),
  route({
    method: 'delete',
    path: '/service-calendars/:id/imports/:importId',
    summary: 'Take an import back with all that it brought; what people typed stays',
    area,
    allow: 'lead',
    params: oneImport,
    status: 204,
    handle: ({ ctx, actor, params }) => removeImport(ctx, actor, params.id, params.importId),
  }),
];
