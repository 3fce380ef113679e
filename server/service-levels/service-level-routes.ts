import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { previewDueTime } from './preview-due-time.ts';
import { addAgreement, changeAgreement, readAgreement } from './save-agreement.ts';
import { addCalendar, changeCalendar, readCalendar, readCalendars } from './save-calendar.ts';
import { listAgreements } from './service-level-agreement-store.ts';
import {
  newServiceCalendar,
  newServiceLevelAgreement,
  preview,
  previewAnswer,
  serviceCalendarAnswer,
  serviceCalendarChanges,
  serviceLevelAgreementAnswer,
  serviceLevelAgreementChanges,
} from './service-level-schemas.ts';

const calendars = 'service-calendars';
const agreements = 'service-level-agreements';

export const serviceLevelRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-calendars',
    summary: 'All service calendars by name',
    area: calendars,
    allow: 'technician',
    answer: page(serviceCalendarAnswer),
    handle: async ({ ctx }) => ({ items: await readCalendars(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/service-calendars',
    summary: 'Add a service calendar',
    area: calendars,
    allow: 'lead',
    body: newServiceCalendar,
    status: 201,
    answer: serviceCalendarAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addCalendar(ctx, actor, body),
  }),
  route({
    method: 'post',
    path: '/service-calendars/preview',
    summary: 'When a promise would fall due by a calendar, and why',
    area: calendars,
    allow: 'technician',
    body: preview,
    answer: previewAnswer,
    handle: async ({ body }) => previewDueTime(body),
  }),
  route({
    method: 'get',
    path: '/service-calendars/:id',
    summary: 'One service calendar',
    area: calendars,
    allow: 'technician',
    params: idParams,
    answer: serviceCalendarAnswer,
    handle: ({ ctx, params }) => readCalendar(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/service-calendars/:id',
    summary: 'Change a service calendar; open incidents keep the version that they began with',
    area: calendars,
    allow: 'lead',
    params: idParams,
    body: serviceCalendarChanges,
    answer: serviceCalendarAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeCalendar(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/service-level-agreements',
    summary: 'All service-level agreements by name',
    area: agreements,
    allow: 'technician',
    answer: page(serviceLevelAgreementAnswer),
    handle: async ({ ctx }) => ({ items: await listAgreements(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/service-level-agreements',
    summary: 'Add a service-level agreement',
    area: agreements,
    allow: 'lead',
    body: newServiceLevelAgreement,
    status: 201,
    answer: serviceLevelAgreementAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addAgreement(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/service-level-agreements/:id',
    summary: 'One service-level agreement',
    area: agreements,
    allow: 'technician',
    params: idParams,
    answer: serviceLevelAgreementAnswer,
    handle: ({ ctx, params }) => readAgreement(ctx, params.id),
  }),
  route({
    method: 'patch',
    path: '/service-level-agreements/:id',
    summary: 'Change a service-level agreement; open incidents keep the version that they began with',
    area: agreements,
    allow: 'lead',
    params: idParams,
    body: serviceLevelAgreementChanges,
    answer: serviceLevelAgreementAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeAgreement(ctx, actor, params.id, body, ifMatch),
  }),
];
