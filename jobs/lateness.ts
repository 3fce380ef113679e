import { enqueue } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import { newEscalationPolicy } from '../server/escalation/escalation-schemas.ts';
import { addPolicy } from '../server/escalation/save-policy.ts';
import { fileIncident } from '../server/incidents/file-incident.ts';
import { createPerson } from '../server/people/create-person.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { addSupportGroup } from '../server/people/save-support-group.ts';
import { systemActor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';
import { handlers } from './handlers.ts';
import { type JobsOptions, startJobs } from './main.ts';

export interface Lateness {
  measured: number;
  p50Ms: number;
  p99Ms: number;
  mostMs: number;
}

const delayMs = 15 * 60_000;

/**
 * How late somebody is told of an incident that nobody took, in real time: from the instant at which the step of its
 * escalation is due until the notification is committed. Real incidents, real handlers; `armed` timers far in the future
 * lie in the outbox while `measured` steps fall due over `overMs`. Needs a database of its own.
 */
export async function measureLateness(
  options: Pick<JobsOptions, 'ctx' | 'config'>,
  { armed, measured, overMs }: { armed: number; measured: number; overMs: number },
): Promise<Lateness> {
  const { ctx } = options;
  await staff(ctx);
  await armTimers(ctx, armed);
  const due = await fileIncidents(ctx, measured, overMs);
  const late: number[] = [];
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const watched: typeof handlers = {
    ...handlers,
    'escalation.step': async (outer, payload, rowId, signal) => {
      await handlers['escalation.step'](outer, payload, rowId, signal);
      const dueAt = due.get(payload.incidentId);
      if (dueAt === undefined) return;
      due.delete(payload.incidentId);
      late.push(Date.now() - dueAt);
      if (due.size === 0) finish();
    },
  };
  const jobs = await startJobs({ ...options, handlers: watched, sweeps: [] });
  await finished;
  await jobs.stop();
  await checkTold(ctx, measured);
  late.sort((a, b) => a - b);
  const at = (share: number) => late[Math.min(Math.floor(late.length * share), late.length - 1)] ?? 0;
  return { measured, p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(1) };
}

/** A group of three with a policy that tells them a quarter of an hour after the opening. */
async function staff(ctx: Context): Promise<void> {
  const memberIds: string[] = [];
  for (const name of ['Ben', 'Carla', 'Dmitri']) {
    const person = newPerson.parse({ email: `${name.toLowerCase()}-${newId()}@example.com`, name, role: 'technician' });
    memberIds.push((await createPerson(ctx, person)).id);
  }
  await addSupportGroup(ctx, { name: 'Service desk', email: null, isDefault: true, memberIds });
  const steps = [{ after: 'PT15M', actions: [{ type: 'notify' }] }];
  await addPolicy(ctx, systemActor, newEscalationPolicy.parse({ name: 'Climb', isDefault: true, steps }));
}

/** Timers that are not due while anybody measures. */
async function armTimers(ctx: Context, count: number): Promise<void> {
  const batch = 500;
  for (let from = 0; from < count; from += batch) {
    await transact(ctx, async (tx) => {
      for (let i = from; i < Math.min(from + batch, count); i += 1) {
        const runAt = new Date(Date.now() + 7_200_000 + Math.random() * 1e9);
        const incidentId = newId();
        const key = `escalation:${incidentId}`;
        await enqueue(tx.db.sql, { job: 'escalation.step', payload: { incidentId }, runAt, now: ctx.clock(), key });
      }
    });
  }
}

const rehearsals = 50;

async function timeOf(times: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = Date.now();
  for (let i = 0; i < times; i += 1) await work();
  return Date.now() - startedAt;
}

/** Files incidents whose first step falls due one after the other, the first well after the last was filed; answers when. */
async function fileIncidents(ctx: Context, count: number, overMs: number): Promise<Map<string, number>> {
  const due = new Map<string, number>();
  const file = async (dueAt: number): Promise<string> => {
    const then: Context = { ...ctx, clock: () => new Date(dueAt - delayMs) };
    return (await fileIncident(then, systemActor, { title: 'No mail', impact: 'high', urgency: 'high' })).id;
  };
  const from = Date.now() + 3000 + 3 * (await timeOf(rehearsals, () => file(Date.now() + 7_200_000))) * (count / rehearsals);
  for (let i = 0; i < count; i += 1) {
    const dueAt = Math.round(from + (i * overMs) / count);
    due.set(await file(dueAt), dueAt);
  }
  // A machine that files more slowly than it was trusted to would measure its own lateness.
  if (Date.now() > from) throw new Error('The incidents were not filed before the first step fell due');
  return due;
}

/** What is measured is that people were told; a step that told nobody would be fast for nothing. */
async function checkTold(ctx: Context, measured: number): Promise<void> {
  const [row] = await ctx.db.sql('notifications').where({ kind: 'incident.escalated' }).count({ told: '*' });
  const told = Number(row?.['told']);
  if (told !== measured * 3) throw new Error(`${measured * 3} notifications were due, ${told} came`);
}
