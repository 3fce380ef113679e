import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { type AssetRequest, checkRequestState, requestNumber } from './asset-request.ts';
import type { HandOver } from './hand-over.ts';
import { lockRequest, updateRequest } from './request-store.ts';

/** Records in the transaction of a hand-over that it is what somebody asked for. Each request is fulfilled once. */
export async function fulfilRequest(tx: Context, requestId: string, handOver: HandOver): Promise<void> {
  const request = await lockRequest(tx.db.sql, requestId);
  if (!request) throw invalid('/requestId', 'There is no such request');
  if (request.personId !== handOver.personId) throw invalid('/requestId', 'This request is for somebody else');
  checkRequestState(request, ['approved']);
  const after = await updateRequest(tx.db.sql, request, { state: 'fulfilled', handOverId: handOver.id });
  announceRequest(tx, after);
}

/** Tells open pages after the commit. */
export function announceRequest(tx: Context, { id, personId, askedById, approverId }: AssetRequest): void {
  const personIds = [...new Set([personId, askedById, approverId].filter((person) => person !== null))];
  tx.db.afterCommit(() => tx.live.publish({ type: 'assetRequest.changed', id, audience: { role: 'technician', personIds } }));
}

/** Tells who asked what was decided. */
export async function tellRequester(tx: Context, request: AssetRequest, actorName: string): Promise<void> {
  const kind = request.state === 'approved' ? 'custody.requestApproved' : 'custody.requestRefused';
  await notify(tx, {
    recipientIds: [request.personId, request.askedById],
    kind,
    subject: { type: 'assetRequest', id: request.id },
    data: { number: requestNumber(request.number), title: request.what, actor: actorName, text: request.decisionNote ?? '' },
    key: `${kind}:${request.id}`,
  });
}
