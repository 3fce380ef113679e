import type { Request, Response } from 'express';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import { sendProblem } from '../../platform/problem-answer.ts';
import { admitSource } from '../sources/admit-source.ts';
import { agentUuidOf, requestIdOf } from './agent-caller.ts';
import { type AgentReply, jsonReply } from './agent-reply.ts';
import { findSubmissionByRequest } from './submission-store.ts';

/** An agent asks by GET: what became of its inventory, or (FusionInventory with Deploy) what else there is to do. */
export const isAgentQuestion = (req: Request): boolean => agentUuidOf(req) !== null || req.query['action'] !== undefined;

/** Answers what an agent asks by GET; nothing is noted, since it asks many times. */
export async function answerQuestion(ctx: Context, req: Request, res: Response): Promise<void> {
  const admission = await admitSource(ctx, req.get('Authorization'), req.ip ?? '');
  if (admission.kind !== 'source')
    return sendProblem(res, req, new Problem('not_signed_in', 'Send the user name and password of a source'));
  const reply = await replyTo(ctx, req);
  res.setHeader('Cache-Control', 'no-store, no-transform');
  res.status(reply.status).type(reply.contentType).end(reply.body);
}

async function replyTo(ctx: Context, req: Request): Promise<AgentReply> {
  const agentUuid = agentUuidOf(req);
  const requestId = requestIdOf(req);
  if (req.query['action'] !== undefined || !agentUuid || !requestId) return jsonReply({});
  const submission = await findSubmissionByRequest(ctx.db.sql, agentUuid, requestId);
  if (!submission) return jsonReply({ status: 'error', message: 'There is no such request' }, {}, 404);
  if (submission.status === 'waiting') return jsonReply({ status: 'pending', expiration: '5s' });
  if (submission.status === 'failed') return jsonReply({ status: 'error', message: submission.error ?? 'The inventory was refused' });
  return jsonReply({ status: 'ok', expiration: 24 });
}
