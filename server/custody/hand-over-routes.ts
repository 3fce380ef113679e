import type { Response } from 'express';
import { languages } from '../people/person.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { changeText, handOverTextsOf } from './change-text.ts';
import { askAgain, decideByLink, declineHandOver, readSigningLink, signHandOver, withdrawHandOver } from './decide-hand-over.ts';
import { directions, type HandOver, handOverNumber } from './hand-over.ts';
import {
  custodyLinkParams,
  handOverAnswer,
  handOverDraft,
  handOverPage,
  handOverParams,
  handOverQuery,
  handOverTextAnswer,
  handOverTextBody,
  handOverTextParams,
  handOverTexts,
  linkDecision,
  newHandOver,
  previewAnswer,
  refusalBody,
  signingBody,
} from './hand-over-schemas.ts';
import { findPaper } from './hand-over-store.ts';
import { handOverThings } from './hand-over-things.ts';
import { handOverView, listHandOvers, loadHandOver } from './hand-over-view.ts';
import { planHandOver } from './plan-hand-over.ts';

const area = 'custody';

/** Sends the paper as it was made; 404 until it is signed. */
async function sendPaper(ctx: Context, handOver: HandOver, res: Response): Promise<void> {
  const paper = await findPaper(ctx.db.sql, handOver.id);
  if (!paper) throw notFound('paper: it is not signed');
  res.set({
    'Content-Type': 'application/pdf',
    'Content-Disposition': `inline; filename="${handOverNumber(handOver.number)}.pdf"`,
    'Content-Digest': `sha-256=:${Buffer.from(paper.pdfHash, 'hex').toString('base64')}:`,
    'Cache-Control': 'private, no-cache',
  });
  res.send(paper.pdf);
}

const paperRoutes: Route[] = [
  route({
    method: 'post',
    path: '/hand-overs/preview',
    summary: 'The text that would be signed, and what stands in the way; changes nothing',
    area,
    allow: 'technician',
    body: handOverDraft,
    answer: previewAnswer,
    handle: async ({ ctx, actor, body }) => {
      const { text, textHash, language, items } = await planHandOver(ctx, actor, body);
      return { text, textHash, language, items: items.map(({ item, isHeld, problem }) => ({ ...item, isHeld, problem })) };
    },
  }),
  route({
    method: 'post',
    path: '/hand-overs',
    summary: 'Hand several things over, or take them back, on one signature',
    area,
    allow: 'technician',
    body: newHandOver,
    status: 201,
    answer: handOverAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => handOverThings(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/hand-overs',
    summary: 'Hand-overs, the newest first; employees see their own',
    area,
    allow: 'employee',
    query: handOverQuery,
    answer: handOverPage,
    handle: ({ ctx, actor, query }) => listHandOvers(ctx, actor, query),
  }),
  route({
    method: 'get',
    path: '/hand-overs/:id',
    summary: 'One hand-over with its text',
    area,
    allow: 'employee',
    params: handOverParams,
    answer: handOverAnswer,
    handle: async ({ ctx, actor, params }) => handOverView(ctx.db.sql, await loadHandOver(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/hand-overs/:id/paper.pdf',
    summary: 'The signed paper, the same bytes for ever',
    area,
    allow: 'employee',
    params: handOverParams,
    rawAnswer: 'application/pdf',
    handle: async ({ ctx, actor, params, res }) => sendPaper(ctx, await loadHandOver(ctx, actor, params.id), res),
  }),
];

const decisionRoutes: Route[] = [
  route({
    method: 'put',
    path: '/hand-overs/:id/signature',
    summary: 'Sign what waits: in my account, or at the desk with a drawn signature',
    area,
    allow: 'employee',
    params: handOverParams,
    body: signingBody,
    answer: handOverAnswer,
    handle: ({ ctx, actor, params, body }) => signHandOver(ctx, actor, params.id, body),
  }),
  route({
    method: 'put',
    path: '/hand-overs/:id/refusal',
    summary: 'Say that it is not so',
    area,
    allow: 'employee',
    params: handOverParams,
    body: refusalBody,
    answer: handOverAnswer,
    handle: ({ ctx, actor, params, body }) => declineHandOver(ctx, actor, params.id, body.reason),
  }),
  route({
    method: 'put',
    path: '/hand-overs/:id/withdrawal',
    summary: 'Take back a paper that nobody has signed; custody stays as it is',
    area,
    allow: 'technician',
    params: handOverParams,
    answer: handOverAnswer,
    handle: ({ ctx, actor, params }) => withdrawHandOver(ctx, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/hand-overs/:id/reminders',
    summary: 'Ask for the signature again, now',
    area,
    allow: 'technician',
    params: handOverParams,
    answer: handOverAnswer,
    handle: ({ ctx, actor, params }) => askAgain(ctx, actor, params.id),
  }),
];

const linkRoutes: Route[] = [
  route({
    method: 'get',
    path: '/hand-over-links/:token',
    summary: 'What the link of a mail asks to sign; opening it does nothing',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    answer: handOverAnswer,
    handle: async ({ ctx, params }) => handOverView(ctx.db.sql, await readSigningLink(ctx, params.token)),
  }),
  route({
    method: 'post',
    path: '/hand-over-links/:token',
    summary: 'Sign or refuse without signing in, by the link of the mail that asked me',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    body: linkDecision,
    answer: handOverAnswer,
    handle: ({ ctx, params, body }) => decideByLink(ctx, params.token, body),
  }),
  route({
    method: 'get',
    path: '/hand-over-links/:token/paper.pdf',
    summary: 'The signed paper, for who signed it by a link',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    rawAnswer: 'application/pdf',
    handle: async ({ ctx, params, res }) => sendPaper(ctx, await readSigningLink(ctx, params.token), res),
  }),
];

const textRoutes: Route[] = [
  route({
    method: 'get',
    path: '/hand-over-texts',
    summary: 'The texts that people sign',
    area,
    allow: 'technician',
    answer: handOverTexts,
    handle: async ({ ctx }) => ({
      items: await Promise.all(
        directions.flatMap((direction) => languages.map((language) => handOverTextsOf(ctx.db.sql, direction, language))),
      ),
    }),
  }),
  route({
    method: 'put',
    path: '/hand-over-texts/:direction/:language',
    summary: 'Change a text; what is signed or waits for a signature keeps the one that it has',
    area,
    allow: 'lead',
    params: handOverTextParams,
    body: handOverTextBody,
    answer: handOverTextAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeText(ctx, actor, params, body.body, ifMatch),
  }),
];

export const handOverRoutes: Route[] = [...paperRoutes, ...decisionRoutes, ...linkRoutes, ...textRoutes];
