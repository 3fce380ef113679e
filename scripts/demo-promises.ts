import { services } from '../db/seeds/demo-company.ts';
import type { EscalationPolicy, EscalationStep } from '../server/escalation/escalation-policy.ts';
import { insertSchedule } from '../server/escalation/on-call-store.ts';
import { insertPolicy } from '../server/escalation/policy-store.ts';
import type { Rotation, WeekHours } from '../server/escalation/rotation.ts';
import { addAbsence } from '../server/people/save-absence.ts';
import { saveSkills } from '../server/people/save-skills.ts';
import { updateService } from '../server/people/service-store.ts';
import { systemActor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';
import { addAgreement } from '../server/service-levels/save-agreement.ts';
import { addCalendar } from '../server/service-levels/save-calendar.ts';
import { newServiceCalendar, newServiceLevelAgreement } from '../server/service-levels/service-level-schemas.ts';
import type { Company } from './demo-company.ts';

/** The hours that the company works, what it promises within them, who is on call, and what happens if nobody looks. */
export async function makePromises(tx: Context, company: Company): Promise<void> {
  const calendars = await makeCalendars(tx);
  const agreements = {
    office: await agree(tx, 'Standard', calendars.office, true),
    always: await agree(tx, 'Critical services, day and night', calendars.always, false),
  };
  const scheduleId = await makeOnCall(tx, company);
  await makeAvailability(tx, company);
  const policies = {
    office: await makePolicy(tx, 'Standard', true, officeSteps),
    always: await makePolicy(tx, 'Critical services', false, alwaysSteps(scheduleId)),
  };
  for (const { key, around } of services) {
    const hours = around as 'office' | 'always';
    const terms = { serviceLevelAgreementId: agreements[hours], serviceCalendarId: calendars[hours], escalationPolicyId: policies[hours] };
    await updateService(tx.db.sql, company.services.get(key)?.id as string, 1, terms);
  }
}

/** What the teams know, and who is on holiday next week. */
async function makeAvailability(tx: Context, company: Company): Promise<void> {
  const systems = company.groups.get('systems')?.members ?? [];
  const known = [
    ['network', 'vpn'],
    ['network', 'linux'],
    ['windows', 'backup'],
  ];
  for (const [index, person] of systems.entries()) await saveSkills(tx, person.id as string, known[index % known.length] ?? []);
  const away = systems.at(-1);
  const inDays = (days: number): Date => new Date(tx.clock().getTime() + days * 24 * 60 * 60 * 1000);
  if (away) await addAbsence(tx, systemActor, { personId: away.id as string, startAt: inDays(8), endAt: inDays(13), reason: 'Congés' });
}

async function makeCalendars(tx: Context): Promise<{ office: string; always: string }> {
  const day = [['08:30', '18:30']];
  const year = tx.clock().getUTCFullYear();
  const holidays = [year, year + 1].flatMap((y) =>
    ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((date) => `${y}-${date}`),
  );
  const exceptions = { ...Object.fromEntries(holidays.map((date) => [date, []])), [`${year}-12-24`]: [['08:30', '12:30']] };
  const week = { mon: day, tue: day, wed: day, thu: day, fri: day };
  const office = newServiceCalendar.parse({ name: 'Heures de bureau (Lyon)', timeZone: 'Europe/Paris', week, exceptions, isDefault: true });
  const round = [['00:00', '24:00']];
  const everyDay = { mon: round, tue: round, wed: round, thu: round, fri: round, sat: round, sun: round };
  const always = newServiceCalendar.parse({ name: 'Day and night', timeZone: 'Europe/Paris', week: everyDay, isDefault: false });
  return { office: (await addCalendar(tx, systemActor, office)).id, always: (await addCalendar(tx, systemActor, always)).id };
}

async function agree(tx: Context, name: string, calendarId: string, isDefault: boolean): Promise<string> {
  const targets = {
    P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' },
    P2: { responseTarget: 'PT30M', resolutionTarget: 'PT8H' },
    P3: { responseTarget: 'PT2H', resolutionTarget: 'PT20H' },
    P4: { responseTarget: 'PT4H', resolutionTarget: 'PT40H' },
    P5: { responseTarget: 'PT8H', resolutionTarget: 'PT80H' },
  };
  return (await addAgreement(tx, systemActor, newServiceLevelAgreement.parse({ name, calendarId, isDefault, targets }))).id;
}

/** The infrastructure team takes turns, a week each, with a second behind the first; the service desk has evenings and weekends. */
async function makeOnCall(tx: Context, company: Company): Promise<string> {
  const now = tx.clock();
  const monday = new Date(now.getTime() - ((now.getUTCDay() + 6) % 7) * 24 * 60 * 60 * 1000);
  const membersOf = (group: string) => (company.groups.get(group)?.members ?? []).map((person) => person.id as string);
  const weekly = { type: 'weekly' as const, every: 1, startsOn: monday.toISOString().slice(0, 10), handoverAt: '09:00', endsOn: null };
  const systems = membersOf('systems');
  const desk = membersOf('desk');
  const add = async (name: string, rotations: Rotation[], coverWeek: WeekHours | null = null): Promise<string> => {
    const kept = { isWatched: true, version: 1, createdAt: now, updatedAt: now, timeZone: 'Europe/Paris', layering: 'stacked' as const };
    const schedule = { id: newId(), name, rotations, coverWeek, ...kept };
    await insertSchedule(tx.db.sql, schedule);
    return schedule.id;
  };
  await add(
    'Support du soir',
    [
      { ...weekly, name: 'Soirs', type: 'daily', participantIds: desk, week: evenings, level: 1 },
      { ...weekly, name: 'Week-ends', participantIds: [...desk].reverse(), week: weekends, level: 1 },
    ],
    { ...evenings, ...weekends },
  );
  return add('Astreinte systèmes', [
    { ...weekly, name: 'Semaine', participantIds: systems, week: null, level: 1 },
    { ...weekly, name: 'Renfort', participantIds: [...systems.slice(1), ...systems.slice(0, 1)], week: null, level: 2 },
  ]);
}

const evening: Array<[string, string]> = [['18:00', '22:00']];
const evenings: WeekHours = { mon: evening, tue: evening, wed: evening, thu: evening, fri: evening };
const weekends: WeekHours = { sat: [['09:00', '18:00']], sun: [['09:00', '18:00']] };

const always = { priorityAtLeast: null, unassigned: false };

const officeSteps: EscalationStep[] = [
  {
    after: 'PT0S',
    from: 'responseDue',
    conditions: always,
    evenAcknowledged: false,
    actions: [{ type: 'notify', targets: ['supportGroup'] }],
  },
  { after: 'PT1H', from: 'responseDue', conditions: always, evenAcknowledged: false, actions: [{ type: 'notify', targets: ['lead'] }] },
  {
    after: '-PT1H',
    from: 'resolutionDue',
    conditions: always,
    evenAcknowledged: true,
    actions: [{ type: 'notify', targets: ['assignee'] }],
  },
];

const alwaysSteps = (scheduleId: string): EscalationStep[] => [
  { after: 'PT5M', from: 'opened', conditions: always, evenAcknowledged: false, actions: [{ type: 'notify', targets: ['supportGroup'] }] },
  { after: 'PT15M', from: 'opened', conditions: always, evenAcknowledged: false, actions: [{ type: 'page', targets: [{ scheduleId }] }] },
  {
    after: 'PT45M',
    from: 'opened',
    conditions: always,
    evenAcknowledged: false,
    actions: [
      { type: 'notify', targets: ['lead'] },
      { type: 'assign', target: { scheduleId }, strategy: 'onCall', skills: [] },
    ],
  },
  {
    after: '-PT30M',
    from: 'resolutionDue',
    conditions: always,
    evenAcknowledged: true,
    actions: [{ type: 'notify', targets: ['assignee', 'lead'] }],
  },
];

async function makePolicy(tx: Context, name: string, isDefault: boolean, steps: EscalationStep[]): Promise<string> {
  const now = tx.clock();
  const nights: Array<[string, string]> = [['20:00', '07:00']];
  const week = { mon: nights, tue: nights, wed: nights, thu: nights, fri: nights, sat: nights, sun: nights };
  const policy: EscalationPolicy = {
    id: newId(),
    name,
    isDefault,
    version: 1,
    steps,
    repeat: 1,
    quietHours: { priorityAtMost: 'P4', timeZone: 'Europe/Paris', week },
    acknowledgementExpiresAfter: 'PT1H',
    createdAt: now,
    updatedAt: now,
  };
  await insertPolicy(tx.db.sql, policy);
  return policy.id;
}
