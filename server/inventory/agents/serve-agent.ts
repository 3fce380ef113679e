import type { Request, Response } from 'express';
import type { Context } from '../../platform/context.ts';
import { Problem, problemCodes } from '../../platform/problem.ts';
import { sendProblem, toProblem } from '../../platform/problem-answer.ts';
import { type Admission, admitSource } from '../sources/admit-source.ts';
import { findAgentByDevice } from '../sources/agent-store.ts';
import { agentUuidOf, callerOf, header } from './agent-caller.ts';
import type { AgentMessage } from './agent-message.ts';
import { type AgentReply, jsonReply } from './agent-reply.ts';
import { answerMessage } from './answer-message.ts';
import { type ContactNote, noteContact } from './contact-journal.ts';
import { DocumentFault } from './document-fault.ts';
import { parseApart } from './parse-lane.ts';
import { dropBody, isFull, readBody } from './read-body.ts';
import { usualLimits } from './unpack.ts';

/** What a message is called in the list of contacts. */
const nameOf = (message: AgentMessage): string =>
  message.kind === 'network' ? message.step : message.kind === 'other' ? message.query : message.kind;

/** What is known of a contact so far, for its note. */
interface Draft {
  startedAt: number;
  username: string | null;
  sourceId: string | null;
  deviceId: string | null;
  message: string;
  bytes: number;
}

/**
 * Answers a message of an agent. Nobody is heard without the credential of a source: what is sent without passes by
 * unread. Whatever was answered is noted for the page of contacts.
 */
export async function serveAgent(ctx: Context, req: Request, res: Response): Promise<void> {
  const draft: Draft = { startedAt: performance.now(), username: null, sourceId: null, deviceId: null, message: 'unknown', bytes: 0 };
  const admission = await admitSource(ctx, req.get('Authorization'), req.ip ?? '');
  if (admission.kind !== 'source') return refuse(ctx, req, res, admission, draft);
  draft.username = admission.source.username;
  draft.sourceId = admission.source.id;
  try {
    const reply = await replyTo(ctx, req, admission.source, draft);
    send(res, reply);
    note(ctx, req, draft, reply);
  } catch (error) {
    fail(ctx, req, res, draft, error);
  }
}

async function replyTo(
  ctx: Context,
  req: Request,
  source: Extract<Admission, { kind: 'source' }>['source'],
  draft: Draft,
): Promise<AgentReply> {
  if (isFull()) throw new Problem('temporarily_unavailable', 'Too many agents at the same moment; come again later');
  const raw = await readBody(req, usualLimits.maxWireBytes);
  draft.bytes = raw.length;
  const caller = callerOf(req, source, raw);
  const message = await parseApart(raw, caller);
  draft.message = nameOf(message);
  draft.deviceId = message.deviceId;
  if (source.reservedFor !== null && source.reservedFor !== message.deviceId)
    throw new Problem('forbidden', `This credential is for ${source.reservedFor} alone`);
  const agent = await findAgentByDevice(ctx.db.sql, source.id, message.deviceId);
  return answerMessage(ctx, caller, message, agent);
}

function send(res: Response, reply: AgentReply): void {
  // Agents do not unpack what a server packs on its way.
  res.setHeader('Cache-Control', 'no-store, no-transform');
  res.status(reply.status).set(reply.headers ?? {});
  res.setHeader('Content-Type', reply.contentType);
  res.end(reply.body);
}

function note(ctx: Context, req: Request, draft: Draft, reply: AgentReply): void {
  const { outcome = null, assetId = null, error = null, agent } = reply;
  noteContact(ctx, { ...noteOf(ctx, req, draft), status: reply.status, answer: reply.answer, outcome, assetId, error, agent: agent ?? {} });
}

function noteOf(
  ctx: Context,
  req: Request,
  { startedAt, ...draft }: Draft,
): Omit<ContactNote, 'status' | 'answer' | 'outcome' | 'assetId' | 'error'> {
  return {
    ...draft,
    agentUuid: agentUuidOf(req),
    product: header(req, 'User-Agent'),
    address: req.ip ?? null,
    durationMs: Math.round(performance.now() - startedAt),
    happenedAt: ctx.clock(),
  };
}

/** Who says nothing of himself is asked to; who says it wrongly is told so, a few times a minute. */
function refuse(ctx: Context, req: Request, res: Response, admission: Exclude<Admission, { kind: 'source' }>, draft: Draft): void {
  dropBody(req, usualLimits.maxWireBytes);
  if (Number(req.headers['content-length'] ?? 0) > usualLimits.maxWireBytes) res.setHeader('Connection', 'close');
  const isTooOften = admission.kind === 'refused' && admission.isTooOften;
  const problem = isTooOften
    ? new Problem('too_many_requests', 'Too many wrong passwords')
    : new Problem('not_signed_in', admission.kind === 'refused' ? admission.reason : 'Send the user name and password of a source');
  if (isTooOften) res.setHeader('Retry-After', '60');
  // In this very form: FusionInventory reads no other.
  else res.setHeader('WWW-Authenticate', 'Basic realm="Coulisse"');
  if (admission.kind === 'refused' && !isTooOften) {
    const known = { ...draft, username: admission.username, message: 'refused' };
    noteContact(ctx, { ...noteOf(ctx, req, known), status: 401, answer: 'error', outcome: null, assetId: null, error: admission.reason });
  }
  sendProblem(res, req, problem);
}

function fail(ctx: Context, req: Request, res: Response, draft: Draft, error: unknown): void {
  const problem = problemOf(ctx, error);
  if (error === req.errored || res.headersSent) {
    ctx.log.debug({ path: req.path }, 'an agent went away');
    return;
  }
  if (problem.status >= 500 && problem.code !== 'temporarily_unavailable')
    ctx.log.error({ err: error, path: req.path }, 'an agent could not be answered');
  if (!req.readableEnded) dropBody(req, usualLimits.maxWireBytes);
  noteContact(ctx, {
    ...noteOf(ctx, req, draft),
    status: problem.status,
    answer: 'error',
    outcome: null,
    assetId: null,
    error: problem.message.slice(0, 500),
    ...(draft.deviceId && problem.code !== 'forbidden' && { agent: {} }),
  });
  // GLPI Agent shows what it is told in its own words.
  if (agentUuidOf(req)) {
    if (problem.code === 'temporarily_unavailable') res.setHeader('Retry-After', '60');
    send(res, jsonReply({ status: 'error', message: problem.message }, {}, problem.status));
  } else sendProblem(res, req, problem);
}

function problemOf(ctx: Context, error: unknown): Problem {
  if (!(error instanceof DocumentFault)) return toProblem(error, ctx.db.dialect);
  const code = error.reason === 'tooLarge' || error.reason === 'tooSlow' ? 'payload_too_large' : 'malformed_request';
  return new Problem(code, `${problemCodes[code].title}: ${error.message}`);
}
