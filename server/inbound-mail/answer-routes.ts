import { type Route, route } from '../platform/route.ts';
import { answerByLink, readMailLink } from './answer-by-link.ts';
import { linkAnswer, linkChoice, linkParams } from './inbound-mail-schemas.ts';

const area = 'inbound-mail';

/** For people who come from a mail of ours and may not be signed in: the link is the proof. */
export const answerRoutes: Route[] = [
  route({
    method: 'get',
    path: '/answers/:token',
    summary: 'What the holder of a link from a mail may decide; decides nothing',
    area,
    allow: 'anyone',
    params: linkParams,
    answer: linkAnswer,
    handle: ({ ctx, params }) => readMailLink(ctx, params.token),
  }),
  route({
    method: 'post',
    path: '/answers/:token',
    summary: 'Confirm that it is solved, or reopen it',
    area,
    allow: 'anyone',
    params: linkParams,
    body: linkChoice,
    answer: linkAnswer,
    handle: ({ ctx, params, body }) => answerByLink(ctx, params.token, body),
  }),
];
