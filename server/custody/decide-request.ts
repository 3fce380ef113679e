import { transact } from '../../db/transaction.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { readLink } from '../platform/signed-link.ts';
import { type AssetRequest, checkRequestState, mayCancel, mayDecide } from './asset-request.ts';
import { announceRequest, tellRequester } from './fulfil-request.ts';
import type { Decision, RequestAnswer } from './request-schemas.ts';
import { findRequest, lockRequest, updateRequest } from './request-store.ts';
import { loadRequest, requestView } from './request-view.ts';

/** Approves or refuses a request, once; 403 for who may see it and not decide. */
export async function decideRequest(ctx: Context, actor: Actor, idOrNumber: string, { decision, note }: Decision): Promise<RequestAnswer> {
  return changing(ctx, actor, idOrNumber, async (tx, request) => {
    if (!mayDecide(actor, request)) throw new Problem('forbidden', 'Somebody else decides about this');
    checkRequestState(request, ['waiting']);
    const after = await updateRequest(tx.db.sql, request, {
      state: decision === 'approve' ? 'approved' : 'refused',
      decidedById: actor.id,
      decisionNote: note,
      decidedAt: tx.clock(),
    });
    await tellRequester(tx, after, actor.name);
    return after;
  });
}

/** Takes a request back that nobody has fulfilled. */
export async function cancelRequest(ctx: Context, actor: Actor, idOrNumber: string): Promise<RequestAnswer> {
  return changing(ctx, actor, idOrNumber, async (tx, request) => {
    if (!mayCancel(actor, request)) throw new Problem('forbidden', 'Only who asked can take it back');
    checkRequestState(request, ['waiting', 'approved']);
    return updateRequest(tx.db.sql, request, { state: 'cancelled' });
  });
}

/** What the link of a mail asks to decide, and who would; looking at it does nothing. 404 for one that is not ours or expired. */
export async function readDecisionLink(ctx: Context, token: string): Promise<{ request: AssetRequest; actor: Actor }> {
  const claim = readLink(ctx.settings.secretKey, token, ctx.clock());
  const request = claim?.action === 'assetRequest.decide' ? await findRequest(ctx.db.sql, claim.subjectId) : null;
  const person = claim && request ? await findPerson(ctx.db.sql, claim.personId) : null;
  if (!request || !person?.isActive) throw notFound('link, or it has expired');
  return { request, actor: asActor(person, []) };
}

/** Decides for the person to whom the mail went, if they still may. */
export async function decideRequestByLink(ctx: Context, token: string, decision: Decision): Promise<RequestAnswer> {
  const { request, actor } = await readDecisionLink(ctx, token);
  return decideRequest(ctx, actor, request.id, decision);
}

async function changing(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  change: (tx: Context, request: AssetRequest) => Promise<AssetRequest>,
): Promise<RequestAnswer> {
  const { id } = await loadRequest(ctx, actor, idOrNumber);
  return transact(ctx, async (tx) => {
    const request = await lockRequest(tx.db.sql, id);
    if (!request) throw notFound('request');
    const after = await change(tx, request);
    announceRequest(tx, after);
    return requestView(tx.db.sql, actor, after);
  });
}
