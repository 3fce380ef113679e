import { type Random, random } from '../db/seeds/random.ts';
import { transact } from '../db/transaction.ts';
import { isOpen, levels, noDueAt, priorityOf, type Status } from '../server/incidents/incident.ts';
import { createPerson } from '../server/people/create-person.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { addSupportGroup } from '../server/people/save-support-group.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';

const departments = ['Sales', 'Finance', 'Legal', 'Design', 'Workshop', 'Logistics', 'Marketing', 'Direction', 'IT', 'Research'];
const tags = ['vip', 'storm', 'network', 'lyon', 'dublin', 'onboarding'];
const hourMs = 3_600_000;
/** Below what both databases take as values of one statement. */
const chunk = 500;
const portion = 10_000;

interface Cast {
  requesters: string[];
  technicians: string[];
  groups: string[];
}

/**
 * Adds many invented incidents of a company with a dozen support groups, past the use cases and without history and
 * search: to measure lists and counters with. One in ten is open, in all states of hurry.
 */
export async function seedQueue(ctx: Context, count: number): Promise<Cast & { openId: string }> {
  const dice = random(7);
  const cast = await transact(ctx, (tx) => makeCast(tx));
  let openId = '';
  for (let done = 0; done < count; done += portion) {
    const rows = Array.from({ length: Math.min(portion, count - done) }, (_, i) =>
      incidentRow(ctx, 1001 + done + i, count - done - i, cast, dice),
    );
    openId ||= rows.find((row) => row.status === 'new' && row.assigneeId === null)?.id ?? '';
    await transact(ctx, async (tx) => {
      for (let i = 0; i < rows.length; i += chunk) await tx.db.sql('incidents').insert(rows.slice(i, i + chunk));
      const tagged = rows.flatMap(({ id, tagsJson }) => (JSON.parse(tagsJson) as string[]).map((tag) => ({ incidentId: id, tag })));
      for (let i = 0; i < tagged.length; i += chunk) await tx.db.sql('incidentTags').insert(tagged.slice(i, i + chunk));
    });
  }
  await ctx.db.dialect.analyze?.(ctx.db.sql);
  return { ...cast, openId };
}

async function makeCast(tx: Context): Promise<Cast> {
  const person = async (n: number, role: string) =>
    (
      await createPerson(
        tx,
        newPerson.parse({ email: `q.${role}.${n}@example.org`, name: `Q ${role} ${n}`, role, department: departments[n % 10] }),
      )
    ).id;
  const requesters: string[] = [];
  const technicians: string[] = [];
  for (let n = 0; n < 400; n += 1) requesters.push(await person(n, 'employee'));
  for (let n = 0; n < 40; n += 1) technicians.push(await person(n, 'technician'));
  const groups: string[] = [];
  for (let n = 0; n < 12; n += 1) {
    const memberIds = technicians.filter((_, i) => i % 12 === n || i % 12 === (n + 5) % 12);
    groups.push((await addSupportGroup(tx, { name: `Q group ${n}`, email: null, isDefault: n === 0, memberIds })).id);
  }
  return { requesters, technicians, groups };
}

function incidentRow(ctx: Context, number: number, age: number, cast: Cast, dice: Random) {
  const now = ctx.clock().getTime();
  const openedAt = new Date(now - age * 60_000);
  const status: Status =
    dice.between(1, 10) === 1
      ? dice.pick(['new', 'new', 'in_progress', 'in_progress', 'pending'] as const)
      : dice.pick(['resolved', 'closed', 'closed', 'closed'] as const);
  const impact = dice.pick(levels);
  const urgency = dice.pick(levels);
  const endedAt = isOpen(status) ? null : new Date(openedAt.getTime() + 4 * hourMs);
  const isRunning = status === 'new' || status === 'in_progress';
  return {
    id: newId(),
    number,
    title: `Incident ${number} ${dice.pick(departments)}`,
    description: 'x'.repeat(200),
    status,
    isOpen: isOpen(status),
    impact,
    urgency,
    priority: priorityOf(impact, urgency),
    requesterId: dice.pick(cast.requesters),
    supportGroupId: dice.pick(cast.groups),
    assigneeId: status === 'new' ? null : dice.pick(cast.technicians),
    sourceType: 'person',
    openedAt,
    updatedAt: endedAt ?? openedAt,
    // Some are late by up to three days, most have up to a month.
    nextDueAt: isRunning ? new Date(now + dice.between(-72, 720) * hourMs) : noDueAt,
    resolvedAt: endedAt,
    closedAt: status === 'closed' ? endedAt : null,
    tagsJson: JSON.stringify(dice.between(1, 12) === 1 ? [dice.pick(tags)] : []),
    version: 1,
  };
}
