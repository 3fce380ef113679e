import type { Request } from 'express';
import { Reply, type Route, route } from '../../platform/route.ts';
import { answerQuestion, isAgentQuestion } from './answer-poll.ts';
import { readContacts } from './contact-queries.ts';
import { contactPage, contactQuery, uploadAnswer } from './contact-schemas.ts';
import { serveAgent } from './serve-agent.ts';
import { takeUpload } from './take-upload.ts';

const area = 'inventory';
const rawBody = ['application/x-compress-zlib', 'application/x-compress', 'application/xml', 'application/json'];

/** Addresses that agents are told or think of by themselves. */
const paths = [
  '/inventory',
  '/ocsinventory',
  '/front/inventory.php',
  '/plugins/glpiinventory',
  '/plugins/fusioninventory',
  '/marketplace/glpiinventory',
  '/',
];

const isMessage = (req: Request): boolean =>
  req.path.length > 1 ||
  req.baseUrl.length > 1 ||
  req.get('GLPI-Agent-ID') !== undefined ||
  /x-compress|xml/i.test(req.get('Content-Type') ?? '') ||
  /^(FusionInventory|OCS|GLPI)/i.test(req.get('User-Agent') ?? '');

/** What inventory agents speak with, at each of their addresses; the credential of a source lets them in. */
const messageRoutes: Route[] = paths.flatMap((path) => [
  route({
    method: 'post',
    path,
    root: true,
    summary: 'A message of an inventory agent: FusionInventory, OCS Inventory or GLPI Agent, with the credential of a source (HTTP Basic)',
    area,
    allow: 'anyone',
    rawBody,
    rawAnswer: 'application/x-compress-zlib',
    when: isMessage,
    handle: ({ ctx, req, res }) => serveAgent(ctx, req, res),
  }),
  route({
    method: 'get',
    path,
    root: true,
    summary: 'An inventory agent asks what became of its inventory',
    area,
    allow: 'anyone',
    rawAnswer: 'application/json',
    when: isAgentQuestion,
    handle: ({ ctx, req, res }) => answerQuestion(ctx, req, res),
  }),
]);

export const agentRoutes: Route[] = [
  ...messageRoutes,
  route({
    method: 'get',
    path: '/inventory-contacts',
    summary: 'Who came, when, with what, and what was answered; the last first',
    area,
    allow: 'technician',
    query: contactQuery,
    answer: contactPage,
    handle: ({ ctx, query }) => readContacts(ctx, query),
  }),
  route({
    method: 'post',
    path: '/inventory-uploads',
    summary: 'Take in a file that an agent wrote on a machine without a network',
    area,
    allow: 'technician',
    rawBody: ['application/octet-stream', 'application/xml', 'application/json'],
    status: 201,
    answer: uploadAnswer,
    handle: async ({ ctx, actor, req }) => new Reply(201, await takeUpload(ctx, actor, req)),
  }),
];
