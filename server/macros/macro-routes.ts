import { readIncident } from '../incidents/incident-queries.ts';
import { incidentAnswer, incidentParams } from '../incidents/incident-schemas.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { applyMacro } from './apply-macro.ts';
import { listCanned } from './canned-answer-store.ts';
import { fillCannedAnswers, groupsOf } from './fill-canned-answers.ts';
import {
  cannedAnswerAnswer,
  cannedAnswerChanges,
  cannedQuery,
  filledAnswer,
  macroAnswer,
  macroChanges,
  macroPreviewAnswer,
  macroPreviewParams,
  macroRunAnswer,
  macroRunParams,
  newCannedAnswer,
  newMacro,
  newMacroRun,
} from './macro-schemas.ts';
import { listMacros } from './macro-store.ts';
import { previewMacro } from './preview-macro.ts';
import { addCannedAnswer, changeCannedAnswer, removeCannedAnswer } from './save-canned-answer.ts';
import { addMacro, changeMacro, removeMacro } from './save-macro.ts';
import { undoMacro } from './undo-macro.ts';

const area = 'macros';

/** Sets of actions and words that technicians use again and again. */
export const macroRoutes: Route[] = [
  route({
    method: 'get',
    path: '/macros',
    summary: 'Macros that I may use, by name',
    area,
    allow: 'technician',
    answer: page(macroAnswer),
    handle: async ({ ctx, actor }) => ({ items: await listMacros(ctx.db.sql, groupsOf(actor)), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/macros',
    summary: 'Add a macro: words and changes that are done together',
    area,
    allow: 'lead',
    body: newMacro,
    status: 201,
    answer: macroAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addMacro(ctx, actor, body),
  }),
  route({
    method: 'patch',
    path: '/macros/:id',
    summary: 'Change a macro',
    area,
    allow: 'lead',
    params: idParams,
    body: macroChanges,
    answer: macroAnswer,
    handle: ({ ctx, actor, params: { id }, body, ifMatch }) => changeMacro(ctx, actor, id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/macros/:id',
    summary: 'Take a macro out of use',
    area,
    allow: 'lead',
    params: idParams,
    handle: ({ ctx, actor, params: { id } }) => removeMacro(ctx, actor, id),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/macros/:macroId/preview',
    summary: 'What a macro would do to an incident now, with its words filled in',
    area: 'incidents',
    allow: 'technician',
    params: macroPreviewParams,
    answer: macroPreviewAnswer,
    handle: ({ ctx, actor, params: { id, macroId } }) => previewMacro(ctx, actor, id, macroId),
  }),
  route({
    method: 'post',
    path: '/incidents/:id/macro-runs',
    summary: 'Do all that a macro says, or nothing; its words answer the requester only when I wrote them over',
    area: 'incidents',
    allow: 'technician',
    params: incidentParams,
    body: newMacroRun,
    status: 201,
    answer: macroRunAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) => {
      const { id: runId, macroId, appliedAt, incidentId } = await applyMacro(ctx, actor, id, body, ifMatch);
      return { id: runId, macroId, appliedAt, incident: await readIncident(ctx, actor, incidentId) };
    },
  }),
  route({
    method: 'delete',
    path: '/incidents/:id/macro-runs/:runId',
    summary: 'Put an incident back to what it was before a macro, as long as nobody changed it since',
    area: 'incidents',
    allow: 'technician',
    params: macroRunParams,
    answer: incidentAnswer,
    handle: async ({ ctx, actor, params: { id, runId } }) => readIncident(ctx, actor, (await undoMacro(ctx, actor, id, runId)).id),
  }),
  route({
    method: 'get',
    path: '/canned-answers',
    summary: 'Words that I may use again, by name',
    area,
    allow: 'technician',
    answer: page(cannedAnswerAnswer),
    handle: async ({ ctx, actor }) => ({ items: await listCanned(ctx.db.sql, groupsOf(actor)), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/canned-answers',
    summary: 'Add words to be used again',
    area,
    allow: 'lead',
    body: newCannedAnswer,
    status: 201,
    answer: cannedAnswerAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addCannedAnswer(ctx, actor, body),
  }),
  route({
    method: 'patch',
    path: '/canned-answers/:id',
    summary: 'Change words that are used again',
    area,
    allow: 'lead',
    params: idParams,
    body: cannedAnswerChanges,
    answer: cannedAnswerAnswer,
    handle: ({ ctx, actor, params: { id }, body, ifMatch }) => changeCannedAnswer(ctx, actor, id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/canned-answers/:id',
    summary: 'Forget words that were used again',
    area,
    allow: 'lead',
    params: idParams,
    handle: ({ ctx, actor, params: { id } }) => removeCannedAnswer(ctx, actor, id),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/canned-answers',
    summary: 'Words to use again, filled in for an incident in its requester’s language',
    area: 'incidents',
    allow: 'technician',
    params: incidentParams,
    query: cannedQuery,
    answer: page(filledAnswer),
    handle: async ({ ctx, actor, params: { id }, query }) => ({ items: await fillCannedAnswers(ctx, actor, id, query), nextCursor: null }),
  }),
];
