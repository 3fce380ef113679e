import { escalationStateOf } from '../escalation/escalation-queries.ts';
import { escalationPreview, escalationPreviewAnswer, escalationStateAnswer } from '../escalation/escalation-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { findVisible } from './find-incident.ts';
import { subjectOf } from './fire-escalation-step.ts';
import { incidentParams } from './incident-schemas.ts';
import { previewEscalation } from './preview-escalation.ts';
import { openIncidentsOf } from './workload-queries.ts';

export const escalationViewRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/escalation',
    summary: 'Where the escalation of an incident stands: what comes next, when, and whom it would reach',
    area: 'incidents',
    allow: 'technician',
    params: incidentParams,
    answer: escalationStateAnswer,
    handle: async ({ ctx, actor, params: { id } }) => {
      const incident = await findVisible(ctx, actor, id);
      return escalationStateOf(ctx, incident.id, subjectOf(incident), openIncidentsOf);
    },
  }),
  route({
    method: 'post',
    path: '/escalation-policies/preview',
    summary: 'What a policy, or a draft of one, would do with an incident opened at a time and taken by nobody; writes nothing',
    area: 'escalation-policies',
    allow: 'technician',
    body: escalationPreview,
    answer: escalationPreviewAnswer,
    handle: ({ ctx, body }) => previewEscalation(ctx, body),
  }),
];
