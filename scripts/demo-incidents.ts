import { type DemoIncident, incidents } from '../db/seeds/demo-incidents.ts';
import type { Random } from '../db/seeds/random.ts';
import { acknowledgeIncident } from '../server/incidents/acknowledge-incident.ts';
import { addComment } from '../server/incidents/add-comment.ts';
import { assignIncident } from '../server/incidents/assign-incident.ts';
import { fileIncident } from '../server/incidents/file-incident.ts';
import { type Priority, priorityOf } from '../server/incidents/incident.ts';
import { pendIncident } from '../server/incidents/pend-incident.ts';
import { reopenIncident } from '../server/incidents/reopen-incident.ts';
import { resolveIncident } from '../server/incidents/resolve-incident.ts';
import { resumeIncident } from '../server/incidents/resume-incident.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import type { Company } from './demo-company.ts';
import type { Act } from './demo-time.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Hours from the first look to the solution, at least and at most. */
const solvedWithin: Record<Priority, [number, number]> = { P1: [1, 3], P2: [2, 6], P3: [3, 26], P4: [5, 50], P5: [8, 90] };
/** Minutes until somebody takes it. */
const takenWithin: Record<Priority, [number, number]> = { P1: [3, 12], P2: [5, 25], P3: [10, 100], P4: [15, 200], P5: [20, 300] };

/** One incident's life: what is known of it, and the acts that follow one another. */
interface Story {
  text: DemoIncident;
  requester: Actor;
  technician: Actor;
  number: string;
  serviceId: string;
  assetId: string | null;
}

type Step = (ctx: Context, story: Story) => Promise<unknown>;

/** Everything that happens to incidents between two instants, among it one that nobody saw to in time. */
export function demoActs(company: Company, start: Date, end: Date, dice: Random): Act[] {
  const acts: Act[] = [];
  for (let day = new Date(start.getTime() + hourMs); day < end; day = new Date(day.getTime() + dayMs)) {
    const isWeekend = [0, 6].includes(day.getUTCDay());
    const count = isWeekend ? dice.between(0, 1) : dice.between(4, 7);
    for (let n = 0; n < count; n += 1) {
      const openedAt = new Date(Math.floor(day.getTime() / dayMs) * dayMs + dice.between(7 * 60, 16 * 60) * minuteMs);
      if (openedAt > start && openedAt < end) acts.push(...life(company, dice.pick(incidents.filter(isEveryday)), openedAt, dice));
    }
  }
  return [...acts, ...forgottenFriday(company, end), ...rightNow(company, end, dice)];
}

/** The large outages are told once each, not drawn. */
const isEveryday = (text: DemoIncident): boolean => !(text.impact === 'high' && text.urgency === 'high');

function storyOf(company: Company, text: DemoIncident, dice: Random): Story {
  const speakers = company.people.filter((person, i) => person.role === 'employee' && company.languages[i] === text.language);
  const requester = dice.pick(speakers);
  const service = company.services.get(text.service) as { id: string; group: string };
  const technician = dice.pick(company.groups.get(service.group)?.members ?? []);
  const own = company.devicesOf.get(requester.id as string)?.find(({ kind }) => kind === text.kind);
  const shared = company.devicesAt.filter(({ kind }) => kind === text.kind);
  const assetId = own?.id ?? (shared.length > 0 ? dice.pick(shared).id : null);
  return { text, requester, technician, number: '', serviceId: service.id, assetId };
}

const file: Step = async (ctx, story) => {
  const { title, description, impact, urgency, kind } = story.text;
  const isOwn = kind === 'computer' || kind === 'mobile';
  // Employees name only devices that they hold; others are found out by the technician.
  const filing = {
    title,
    description,
    impact,
    urgency,
    serviceId: story.serviceId,
    ...(isOwn && story.assetId && { assetId: story.assetId }),
  };
  const incident = await fileIncident(ctx, story.requester, filing);
  story.number = incident.id;
};
const take: Step = (ctx, { technician, number }) =>
  assignIncident(ctx, technician, number, { technicianId: technician.id as string }, null);
const acknowledge: Step = (ctx, { technician, number }) => acknowledgeIncident(ctx, technician, number, null);
const answer: Step = (ctx, { technician, number, text }) => addComment(ctx, technician, number, { body: text.answer });
const noteDown: Step = (ctx, { technician, number, text }) =>
  addComment(ctx, technician, number, { body: text.note, visibility: 'internal' });
const thank: Step = (ctx, { requester, number, text }) =>
  addComment(ctx, requester, number, {
    body: text.language === 'fr' ? 'Merci, je regarde ça tout de suite.' : 'Thanks, I will try that now.',
  });
const hold: Step = (ctx, { technician, number, text }) =>
  pendIncident(ctx, technician, number, { reason: text.language === 'fr' ? 'Attente d’une pièce' : 'Waiting for a part' }, null);
const resume: Step = (ctx, { technician, number }) => resumeIncident(ctx, technician, number, null);
const resolve: Step = (ctx, { technician, number, text }) =>
  resolveIncident(ctx, technician, number, { code: 'fixed', note: text.resolution });
const reopen: Step = (ctx, { requester, number, text }) =>
  reopenIncident(ctx, requester, number, text.language === 'fr' ? 'Le problème est revenu ce matin.' : 'It is back this morning.', null);

/** The acts of a story at minutes after its beginning. */
const told = (story: Story, openedAt: Date, steps: Array<[minutes: number, step: Step]>): Act[] =>
  steps.map(([minutes, step]) => ({
    at: new Date(openedAt.getTime() + minutes * minuteMs),
    run: async (ctx) => void (await step(ctx, story)),
  }));

/** An ordinary life: taken, answered, solved; sometimes on hold for a while, sometimes not solved at the first try. */
function life(company: Company, text: DemoIncident, openedAt: Date, dice: Random): Act[] {
  const story = storyOf(company, text, dice);
  const priority = priorityOf(text.impact, text.urgency);
  const taken = dice.between(...takenWithin[priority]);
  const [least, most] = solvedWithin[priority];
  const solved = taken + dice.between(least * 60, most * 60);
  const steps: Array<[number, Step]> = [
    [0, file],
    [taken, take],
    [taken + dice.between(1, 5), answer],
    [taken + dice.between(6, 20), thank],
    [taken + dice.between(21, 40), noteDown],
  ];
  const isHeld = dice.between(1, 7) === 1;
  const heldFor = isHeld ? dice.between(60, 36 * 60) : 0;
  if (isHeld) steps.push([taken + 45, hold], [taken + 45 + heldFor, resume]);
  steps.push([solved + heldFor, resolve]);
  if (dice.between(1, 18) === 1) {
    const again = solved + heldFor + dice.between(60, 18 * 60);
    steps.push([again, reopen], [again + 90, noteDown], [again + dice.between(120, 600), resolve]);
  }
  return told(story, openedAt, steps);
}

const textOf = (service: string): DemoIncident => incidents.find((text) => text.service === service && !isEveryday(text)) as DemoIncident;

/** A network outage on a Friday evening that nobody saw: it climbs every step, and its promise is broken. */
function forgottenFriday(company: Company, end: Date): Act[] {
  const dice = { next: () => 0, between: (low: number) => low, pick: <T>(items: readonly T[]) => items[0] as T };
  const story = storyOf(company, textOf('network'), dice);
  const friday = new Date(end.getTime() - 9 * dayMs);
  while (friday.getUTCDay() !== 5) friday.setUTCDate(friday.getUTCDate() - 1);
  friday.setUTCHours(18, 10, 0, 0);
  return told(story, friday, [
    [0, file],
    [7 * 60, acknowledge],
    [7 * 60 + 4, take],
    [7 * 60 + 9, answer],
    [8 * 60, noteDown],
    [11 * 60, resolve],
  ]);
}

/** What is on the screens at the first look: one just come in, one that is urgent and taken. */
function rightNow(company: Company, end: Date, dice: Random): Act[] {
  const before = (minutes: number): Date => new Date(end.getTime() - minutes * minuteMs);
  const fresh = ['workplace', 'mail', 'printing'].flatMap((service, i) => {
    const text = incidents.find((one) => one.service === service) as DemoIncident;
    return told(storyOf(company, text, dice), before(4 + i * 13), [[0, file]]);
  });
  const urgent = told(storyOf(company, textOf('web'), dice), before(38), [
    [0, file],
    [3, take],
    [6, answer],
    [15, noteDown],
  ]);
  return [...fresh, ...urgent];
}
