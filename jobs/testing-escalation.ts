import { expect } from 'chai';
import type { OpenDatabase } from '../db/connection.ts';
import { complete } from '../db/outbox.ts';
import { transact } from '../db/transaction.ts';
import type { Actor } from '../server/platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { type DrainOptions, fastForward } from './drain.ts';
import { type Handlers, handlers } from './handlers.ts';

/** A step as the API tells of it. */
export interface FiredItem {
  step: number;
  loop: number;
  firedAt: string;
  lateMs: number;
  waitedSince: string | null;
  skipped: string | null;
  recipients: Array<{ name: string }>;
  absent: Array<{ name: string }>;
  assignments: Array<{ person: { name: string } | null; why: { en: string; fr: string } }>;
}

/** An instant of November 2026: Wednesday is the 18th, Friday the 20th. */
export const at = (day: number, time: string): string => `2026-11-${day}T${time}:00Z`;
/** `18 10:15`. */
export const clock = (text: string): string => text.slice(8, 16).replace('T', ' ');
export const names = (people: Array<{ name: string }>): string => people.map(({ name }) => name).join('+');
export const notify = (...targets: unknown[]) => ({ type: 'notify', ...(targets.length > 0 && { targets }) });
export const page = (...targets: unknown[]) => ({ type: 'page', targets });
export const step = (delay: string, actions: object | object[], rest: object = {}) => ({
  after: delay,
  actions: [actions].flat(),
  ...rest,
});

const levels = { P1: ['high', 'high'], P3: ['medium', 'medium'], P4: ['low', 'medium'], P5: ['low', 'low'] } as const;
const nights = [['20:00', '07:00']];
const everyNight = { mon: nights, tue: nights, wed: nights, thu: nights, fri: nights, sat: nights, sun: nights };
export const quietNights = { priorityAtMost: 'P4', timeZone: 'Etc/UTC', week: everyNight };

/** Nothing leaves the house in these stories: a delivery is as good as done. */
const quietly: Handlers = {
  ...handlers,
  'notification.deliver': (ctx, _, rowId) => transact(ctx, async (tx) => void (await complete(tx.db.sql, rowId))),
};

interface World {
  ctx: TestContext;
  cast: Cast;
  api: Api;
  ana: Client;
  ben: Client;
  carla: Client;
}

/** The whole program with a cast and a promise, for stories of incidents that nobody takes; each story ends with all solved. */
export function escalationWorld(db: () => OpenDatabase) {
  const w = {} as World;
  let filed: string[] = [];
  let count = 0;
  before(async () => {
    w.ctx = testContext(db());
    w.cast = await makeCast(w.ctx);
    w.api = await startApi(w.ctx);
    for (const name of ['ana', 'ben', 'carla'] as const) w[name] = await w.api.as(w.cast[name]);
    const targets = { P1: { responseTarget: 'PT30M', resolutionTarget: 'PT4H' }, P3: { responseTarget: 'PT2H', resolutionTarget: 'PT8H' } };
    expect((await w.carla.post('/service-level-agreements', { name: 'Gold', targets })).status).to.equal(201);
  });
  after(() => w.api.close());
  afterEach(async () => {
    for (const id of filed) await w.ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Over.' });
    await transact(w.ctx, (tx) => tx.db.sql('absences').delete());
    filed = [];
  });

  const policy = async (steps: object[], rest: object = {}): Promise<string> => {
    const { status, body } = await w.carla.post('/escalation-policies', { name: `Policy ${++count}`, isDefault: true, steps, ...rest });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body.id;
  };
  const file = async (when: string, priority: keyof typeof levels = 'P1'): Promise<string> => {
    w.ctx.clock.set(when);
    const [impact, urgency] = levels[priority];
    const { body } = await w.ana.post('/incidents', { title: 'No mail in the whole house', impact, urgency });
    expect(body.priority).to.equal(priority);
    filed.push(body.id);
    return body.id;
  };
  const forward = (to: string, options: Parameters<typeof fastForward>[2] & DrainOptions = {}) =>
    fastForward(w.ctx, to, { handlers: quietly, ...options });
  return { w, policy, file, forward, ...readers(w), ...makers(w, () => ++count) };
}

function readers(w: World) {
  const items = async (id: string): Promise<FiredItem[]> => (await w.ben.get(`/incidents/${id}/escalations`)).body.items;
  const story = async (id: string): Promise<string[]> =>
    (await items(id)).map(({ step: n, loop, firedAt, recipients, skipped }) =>
      [`${n}${loop ? `/${loop}` : ''}`, clock(firedAt), skipped ?? names(recipients)].filter(Boolean).join(' '),
    );
  const standing = async (id: string) => (await w.ben.get(`/incidents/${id}/escalation`)).body;
  const incident = async (id: string) => (await w.ben.get(`/incidents/${id}`)).body;
  const told = async (client: Client, id: string): Promise<string[]> =>
    (await client.get('/notifications?limit=100')).body.items
      .filter((item: { subject: { id: string } }) => item.subject.id === id)
      .map(({ kind }: { kind: string }) => kind.replace('incident.', ''))
      .reverse();
  return { items, story, standing, incident, told };
}

function makers(w: World, next: () => number) {
  const away = (who: Actor, from: string, to: string) => w.carla.post('/absences', { personId: who.id, startAt: from, endAt: to });
  const schedule = async (participants: Actor[], rest: object = {}): Promise<string> => {
    const rotation = { type: 'weekly', startsOn: '2026-11-02', participantIds: participants.map(({ id }) => id), ...rest };
    return (await w.carla.post('/on-call/schedules', { name: `Duty ${next()}`, timeZone: 'Etc/UTC', rotations: [rotation] })).body.id;
  };
  return { away, schedule };
}
