import type { Context } from '../../platform/context.ts';
import { type AgentCaller, isGlpi, type KnownAgent } from './agent-caller.ts';
import { type AgentReply, jsonReply, xmlReply } from './agent-reply.ts';
import { expectedBy, hoursUntilNext } from './contact-plan.ts';
import type { NetworkTasks } from './network-tasks.ts';

export interface Greeting {
  caller: AgentCaller;
  deviceId: string;
  agent: KnownAgent;
  /** What the agent is to do in its network, when it is appointed for one. */
  tasks: NetworkTasks;
  /** There is too much to look at already. */
  isBusy: boolean;
}

const again = (ctx: Context, { caller, deviceId, isBusy, tasks }: Greeting): { hours: number; nextContactBy: Date } => {
  const now = ctx.clock();
  const hours = isBusy || tasks.isUnderWay ? 1 : hoursUntilNext(caller.source.contactEvery, deviceId, now);
  return { hours, nextContactBy: expectedBy(hours, now) };
};

/**
 * Answers PROLOG: whether the agent is to send its inventory, what else it is to do, and when to come again. A GLPI Agent
 * is told in JSON that we speak that, unless only the answer in XML makes it send everything or do its tasks.
 */
export function answerProlog(ctx: Context, greeting: Greeting): AgentReply {
  const { caller, agent, tasks, isBusy } = greeting;
  const { hours, nextContactBy } = again(ctx, greeting);
  const isFullWanted = agent !== null && agent.full !== 'had';
  if (isGlpi(caller) && !isFullWanted && tasks.options === '') return jsonReply({ status: 'pending' }, { agent: { nextContactBy } });
  const word = isBusy ? 'NO_SEND' : 'SEND';
  return xmlReply(caller.packing, word, `<RESPONSE>${word}</RESPONSE><PROLOG_FREQ>${hours}</PROLOG_FREQ>${tasks.options}`, {
    agent: { nextContactBy },
    ...(tasks.count > 0 && { outcome: 'tasks' }),
    error: tasks.error,
  });
}

/**
 * Answers CONTACT of a GLPI Agent. When only a part of its machine is known, the answer is an error once: at its next
 * contact it then greets as if we were new to it and, told so in XML, sends everything.
 */
export function answerContact(ctx: Context, greeting: Greeting): AgentReply {
  const { agent, tasks, isBusy } = greeting;
  const { hours, nextContactBy } = again(ctx, greeting);
  if (agent?.full === 'wanted') {
    const message = 'Only parts of this machine are known here; greet anew and send everything';
    return jsonReply({ status: 'error', message, expiration: 1 }, { agent: { full: 'asked', nextContactBy }, outcome: 'fullWanted' });
  }
  // It came with a contact instead of a greeting: it is asked again at the next.
  const full = agent?.full === 'asked' ? { full: 'wanted' as const } : {};
  const lesson = { agent: { ...full, nextContactBy } };
  if (isBusy) return jsonReply({ status: 'ok', expiration: hours, disabled: ['inventory'] }, { ...lesson, outcome: 'busy' });
  // Without tasks in the answer it greets in this run too, and is told of its work in the network then.
  if (tasks.count > 0) return jsonReply({ status: 'ok', expiration: hours }, { ...lesson, outcome: 'tasks', error: tasks.error });
  return jsonReply(
    {
      status: 'ok',
      expiration: hours,
      // Environments and command lines hold passwords: better not sent at all.
      tasks: { inventory: { server: 'glpi', version: '10.0.18', 'no-category': 'environment,process' } },
    },
    lesson,
  );
}
