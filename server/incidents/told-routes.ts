import { tellingsAbout } from '../notifications/notification-queries.ts';
import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { findVisible } from './find-incident.ts';
import { incidentParams } from './incident-schemas.ts';
import { tellingAnswer } from './told-schemas.ts';

export const toldRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/recipients',
    summary: 'Whom the escalation told, by which ways, and what came of each message; newest first',
    area: 'incidents',
    allow: 'technician',
    params: incidentParams,
    answer: page(tellingAnswer),
    handle: async ({ ctx, actor, params }) => {
      const incident = await findVisible(ctx, actor, params.id);
      return { items: await tellingsAbout(ctx.db.sql, { type: 'incident', id: incident.id }), nextCursor: null };
    },
  }),
];
