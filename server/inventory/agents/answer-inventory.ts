import type { Context } from '../../platform/context.ts';
import type { InventoryReceipt } from '../inventory-document.ts';
import { type Arrival, acceptDocument, requestIdOf } from './accept-document.ts';
import { type AgentCaller, isOcs, type KnownAgent } from './agent-caller.ts';
import type { AgentMessage } from './agent-message.ts';
import { type AgentReply, escapeXml, jsonReply, xmlReply } from './agent-reply.ts';
import { expectedBy, hoursUntilNext } from './contact-plan.ts';
import { fullAfter } from './look-at-submission.ts';

type Inventory = Extract<AgentMessage, { kind: 'inventory' }>;

/** Takes an inventory and answers once it is lost no more. */
export async function answerInventory(ctx: Context, caller: AgentCaller, message: Inventory, agent: KnownAgent): Promise<AgentReply> {
  const arrival: Arrival = {
    sourceId: caller.source.id,
    deviceId: message.deviceId,
    agentUuid: caller.agentUuid,
    requestId: caller.requestId,
    product: caller.product,
    packed: message.packed,
  };
  const acceptance = await acceptDocument(ctx, arrival);
  const now = ctx.clock();
  const hours = hoursUntilNext(caller.source.contactEvery, message.deviceId, now);
  const lesson = { name: message.name, lastInventoryAt: now, nextContactBy: expectedBy(hours, now) };
  if (acceptance.kind === 'kept') {
    const rest = { outcome: 'kept', agent: lesson };
    if (message.format === 'xml') return xmlReply(caller.packing, 'NO_ACCOUNT_UPDATE', '<RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE>', rest);
    const headers = { 'GLPI-Request-ID': requestIdOf(arrival, acceptance.submissionId) };
    return jsonReply({ status: 'pending', expiration: '5s' }, { ...rest, headers });
  }
  const { receipt } = acceptance;
  const full = fullAfter(agent?.full ?? 'had', message.isPartial, receipt);
  const rest = {
    outcome: receipt.outcome,
    assetId: receipt.assetId,
    agent: { ...lesson, assetId: receipt.assetId, tag: receipt.tag, full },
  };
  if (message.format === 'xml') return accountReply(caller, message, receipt, agent, rest);
  // What is missing is asked for at the next contact, so that comes soon.
  return jsonReply({ status: 'ok', expiration: full === 'had' ? hours : 1 }, rest);
}

/**
 * OCS keeps the tag that it is answered and says it in every later inventory, whatever the machine is called by then. A tag
 * that somebody gave the agent says where the machine stands, so only its lack and our own are written over.
 */
function accountReply(
  caller: AgentCaller,
  message: Inventory,
  { tag }: InventoryReceipt,
  agent: KnownAgent,
  rest: Parameters<typeof xmlReply>[3],
): AgentReply {
  const isOurs = message.tag === null || message.tag === agent?.tag;
  if (!isOcs(caller) || tag === null || tag === message.tag || !isOurs)
    return xmlReply(caller.packing, 'NO_ACCOUNT_UPDATE', '<RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE>', rest);
  const account = `<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>${escapeXml(tag)}</KEYVALUE></ACCOUNTINFO>`;
  return xmlReply(caller.packing, 'ACCOUNT_UPDATE', `<RESPONSE>ACCOUNT_UPDATE</RESPONSE>${account}`, rest);
}
