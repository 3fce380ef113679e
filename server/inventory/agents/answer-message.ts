import type { Context } from '../../platform/context.ts';
import { receiveResults } from '../discovery/receive-results.ts';
import { tasksOf } from '../discovery/tasks-of-agent.ts';
import type { AgentCaller, KnownAgent } from './agent-caller.ts';
import type { AgentMessage } from './agent-message.ts';
import { type AgentReply, jsonReply, xmlReply } from './agent-reply.ts';
import { answerContact, answerProlog } from './answer-greeting.ts';
import { answerInventory } from './answer-inventory.ts';
import { isOverloaded } from './load.ts';

/** What a message is answered, whoever of the three families sent it. */
export async function answerMessage(ctx: Context, caller: AgentCaller, message: AgentMessage, agent: KnownAgent): Promise<AgentReply> {
  switch (message.kind) {
    case 'inventory':
      return answerInventory(ctx, caller, message, agent);
    case 'prolog':
    case 'contact': {
      const tasks = await tasksOf(ctx, caller, agent, message.kind === 'prolog');
      const greeting = { caller, deviceId: message.deviceId, agent, tasks, isBusy: await isOverloaded(ctx) };
      return message.kind === 'prolog' ? answerProlog(ctx, greeting) : answerContact(ctx, greeting);
    }
    case 'network': {
      const heard = await receiveResults(ctx, agent, message);
      return xmlReply(caller.packing, 'ok', '', heard);
    }
    case 'other':
      // What we did not ask for is taken note of and no more; an empty answer is what agents expect.
      return message.format === 'json' ? jsonReply({ status: 'ok' }) : xmlReply(caller.packing, 'ok', '');
  }
}
