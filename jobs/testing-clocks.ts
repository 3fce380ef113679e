import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { addSupportGroup } from '../server/people/save-support-group.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';

export type Clock = Record<string, never> & {
  id: string;
  kind: string;
  state: string;
  dueAt: string | null;
  metAt: string | null;
  breachedAt: string | null;
  breachCause: string | null;
  served: string;
  segments: Array<{ state: string; cause: string; served: string; calendar: { name: string } | null }>;
};

const officeHours = [['09:00', '17:00']];
const week = { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours };

/** Of an instant in November 2026, the day and the minute: `23T08:15`. */
export const short = (text: string | null): string | null => text?.slice(8, 16) ?? null;

/** The world of the story that is being told; `clockStories` makes a fresh one for each database. */
export let ctx: TestContext;
export let cast: Cast;
export let ana: Client;
export let ben: Client;
export let carla: Client;
export let eve: Client;
export let network: string;
export let gold: string;
export let paris: string;

/**
 * Stories about the whole program but for HTTP clients and queue: an office in Paris, a group in Kathmandu, an agreement
 * with rules. Times are UTC, one hour behind Paris in November.
 */
export function clockStories(title: string, suite: () => void): void {
  eachDatabase(title, (db) => {
    let api: Api;
    before(async () => {
      ctx = testContext(db());
      cast = await makeCast(ctx);
      api = await startApi(ctx);
      const people = [cast.ana, cast.ben, cast.carla, cast.eve].map((actor) => api.as(actor));
      [ana, ben, carla, eve] = (await Promise.all(people)) as [Client, Client, Client, Client];
      network = (await addSupportGroup(ctx, { name: 'Network', email: null, isDefault: false, memberIds: [cast.ben.id as string] })).id;
      paris = (await carla.post('/service-calendars', { name: 'Paris', timeZone: 'Europe/Paris', week })).body.id;
      await carla.post('/service-calendars', { name: 'Kathmandu', timeZone: 'Asia/Kathmandu', week, supportGroupIds: [network] });
      const made = await carla.post('/service-level-agreements', { name: 'Gold', ...terms() });
      expect(made.status, JSON.stringify(made.body)).to.equal(201);
      gold = made.body.id;
    });
    after(() => api.close());
    suite();
  });
}

export const terms = () => ({
  rules: [
    { when: { departments: ['legal'], priorities: ['P1'] }, responseTarget: 'PT5M', resolutionTarget: 'PT1H' },
    { when: { departments: ['Legal'] }, resolutionTarget: 'PT8H' },
  ],
  targets: {
    P1: { responseTarget: 'PT15M', nextResponseTarget: 'PT30M', resolutionTarget: 'PT4H' },
    P3: { responseTarget: 'PT4H', nextResponseTarget: 'PT2H', resolutionTarget: 'PT16H' },
  },
  operational: [
    { supportGroupIds: [cast.serviceDesk], target: 'PT2H' },
    { supportGroupIds: [network], priorities: ['P1'], target: 'PT3H' },
  ],
});
export const forward = (to: string) => fastForward(ctx, `2026-11-${to}:00Z`);
export const set = (to: string): void => void ctx.clock.set(`2026-11-${to}:00Z`);
export const file = async (at: string, urgent = true, who = ana): Promise<string> => {
  set(at);
  const level = urgent ? 'high' : 'medium';
  return (await who.post('/incidents', { title: 'No mail in the whole house', impact: level, urgency: level })).body.id;
};
export const say = (who: Client, id: string, visibility = 'public') =>
  who.post(`/incidents/${id}/comments`, { body: 'Some words', visibility });
export const grade = (id: string, level: 'high' | 'medium') => ben.patch(`/incidents/${id}`, { impact: level, urgency: level });
export const give = (id: string, supportGroupId: string) => ben.put(`/incidents/${id}/assignment`, { supportGroupId });
export const hold = (id: string, until?: string) =>
  ben.put(`/incidents/${id}/pending`, { reason: 'Which mailbox?', ...(until && { until: `2026-11-${until}:00Z` }) });
export const solve = (id: string) => ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Works again.' });
export const reopen = (id: string, who = ana) => who.delete(`/incidents/${id}/resolution`);
export const clocks = async (id: string, who = ben): Promise<Clock[]> => (await who.get(`/incidents/${id}/service-levels`)).body.items;
export const clock = async (id: string, kind = 'resolution'): Promise<Clock> =>
  (await clocks(id)).findLast((one) => one.kind === kind) as Clock;
export const due = async (id: string, kind?: string) => short((await clock(id, kind))?.dueAt ?? null);
export const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
export const breaches = async (id: string) =>
  (await ben.get(`/incidents/${id}/timeline`)).body.items
    .filter(({ kind }: { kind: string }) => kind === 'breached')
    .flatMap(({ detail }: { detail: { breaches: Array<{ kind: string; breachedAt: string; cause: string }> } }) => detail.breaches)
    .map((one: { kind: string; breachedAt: string; cause: string }) => [one.kind, short(one.breachedAt), one.cause]);
