import { expect } from 'chai';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { eachDatabase } from '../../db/testing.ts';
import { changePerson } from '../people/change-person.ts';
import type { Actor } from '../platform/actor.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { addComment } from './add-comment.ts';
import { assignIncident } from './assign-incident.ts';
import { cancelIncident } from './cancel-incident.ts';
import { countIncidents } from './count-incidents.ts';
import { type Incident, levels } from './incident.ts';
import { incidentQuery } from './incident-schemas.ts';
import { listIncidents } from './list-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { searchEverything } from './search-everything.ts';
import { file } from './testing-incidents.ts';
import { addWatcher } from './watch-incident.ts';

eachDatabase('lists of incidents', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  const made: Incident[] = [];

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    for (let i = 0; i < 30; i += 1) {
      ctx.clock.advance(i % 3 === 0 ? 0 : 60_000);
      const requester = i % 5 === 0 ? cast.eve : cast.ana;
      made.push(
        await file(ctx, requester, { title: `Imprimante n° ${i} bloquée`, impact: levels[i % 3]!, urgency: levels[(i >> 1) % 3]! }),
      );
    }
    const id = (i: number): string => made[i]!.id;
    for (const i of [1, 2, 3]) await assignIncident(ctx, cast.ben, id(i), { technicianId: 'me' }, null);
    await assignIncident(ctx, cast.ben, id(4), { technicianId: cast.carla.id! }, null);
    await pendIncident(ctx, cast.ben, id(3), { reason: 'x' }, null);
    await resolveIncident(ctx, cast.ben, id(6), { code: 'fixed' });
    await cancelIncident(ctx, cast.ben, id(7), undefined, null);
    await addWatcher(ctx, cast.ben, id(0), cast.ana.id!);
    await addComment(ctx, cast.ben, id(8), { body: 'Schadenfreude', visibility: 'internal' });
    await addComment(ctx, cast.ben, id(9), { body: 'zèbre' });
  });

  const filter = (query: z.input<typeof incidentQuery>) => incidentQuery.parse(query);
  const list = async (actor: Actor, query: z.input<typeof incidentQuery> = {}) =>
    (await listIncidents(ctx, actor, filter({ limit: 200, ...query }))).items;
  /** Which of the thirty a list holds, by their order of filing. */
  const places = async (actor: Actor, query: z.input<typeof incidentQuery>): Promise<number[]> => {
    const order = new Map(made.map(({ id }, i) => [id, i]));
    return (await list(actor, query)).map(({ id }) => order.get(id) as number).sort((a, b) => a - b);
  };

  for (const sort of [
    'openedAt',
    '-openedAt',
    'updatedAt',
    '-updatedAt',
    'dueAt',
    '-dueAt',
    'priority',
    '-priority',
    'number',
    '-number',
    'status',
    'title',
    '-title',
    'requester',
    'assignee',
    '-assignee',
    'supportGroup',
    'service',
  ]) {
    it(`pages by ${sort} without gap or double`, async () => {
      const whole = (await list(cast.ben, { sort })).map(({ id }) => id);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listIncidents(ctx, cast.ben, filter({ sort, limit: 7, ...(cursor && { cursor }) }));
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(paged).to.deep.equal(whole);
      expect(new Set(whole).size).to.equal(30);
    });
  }

  it('sorts by priority as people rank it', async () => {
    const priorities = (await list(cast.ben, { sort: 'priority' })).map(({ priority }) => priority);
    expect(priorities).to.deep.equal([...priorities].sort());
  });

  it('narrows by every filter', async () => {
    expect(await places(cast.ben, { status: 'pending' })).to.deep.equal([3]);
    expect(await places(cast.ben, { status: 'resolved,cancelled' })).to.deep.equal([6, 7]);
    expect(await places(cast.ben, { status: 'new,in_progress,pending' })).to.have.length(28);
    expect(await places(cast.ben, { status: 'in_progress,resolved' })).to.deep.equal([1, 2, 4, 6]);
    expect(await places(cast.ben, { assigneeId: 'me' })).to.deep.equal([1, 2, 3]);
    expect(await places(cast.ben, { assigneeId: cast.carla.id! })).to.deep.equal([4]);
    expect(await places(cast.ben, { assigneeId: 'none', status: 'resolved,cancelled' })).to.deep.equal([6, 7]);
    expect(await places(cast.ben, { requesterId: cast.eve.id! })).to.deep.equal([0, 5, 10, 15, 20, 25]);
    expect(await places(cast.ben, { supportGroupId: 'mine' })).to.have.length(30);
    expect(await places(cast.dmitri, { supportGroupId: 'mine' })).to.have.length(0);
    expect(await places(cast.ben, { supportGroupId: 'nobody' })).to.have.length(0);
    expect(await places(cast.ben, { overdue: 'true' })).to.have.length(0);
    expect(await places(cast.ben, { overdue: 'false' })).to.have.length(30);
    const high = (await list(cast.ben, { priority: 'P1,P2' })).map(({ priority }) => priority);
    expect(new Set(high)).to.deep.equal(new Set(['P1', 'P2']));
  });

  it('shows employees what they asked for or watch', async () => {
    const own = made.flatMap((_, i) => (i % 5 === 0 ? [] : [i]));
    expect(await places(cast.ana, {})).to.deep.equal([0, ...own]);
    expect(await places(cast.ana, { requesterId: 'me' })).to.deep.equal(own);
    expect(await places(cast.ana, { requesterId: cast.eve.id! })).to.deep.equal([0]);
    expect(await places(cast.eve, {})).to.deep.equal([0, 5, 10, 15, 20, 25]);
  });

  it('finds words in lists as far as the reader may know of them', async () => {
    expect(await places(cast.ben, { q: 'imprimante BLOQUEE' })).to.have.length(30);
    expect(await places(cast.ben, { q: `INC-${made[5]!.number}` })).to.deep.equal([5]);
    expect(await places(cast.ana, { q: 'zebre' })).to.deep.equal([9]);
    expect(await places(cast.eve, { q: 'zebre' })).to.deep.equal([]);
    expect(await places(cast.ben, { q: 'schadenfreude' })).to.deep.equal([8]);
    expect(await places(cast.ana, { q: 'schadenfreude' })).to.deep.equal([]);
  });

  it('searches everything as far as the searcher may see', async () => {
    const hits = async (actor: Actor, q: string) =>
      (await searchEverything(ctx, actor, { q, limit: 50 })).items.map(({ number }) => number);
    expect(await hits(cast.ben, 'schaden')).to.deep.equal([`INC-${made[8]!.number}`]);
    expect(await hits(cast.ana, 'schaden')).to.deep.equal([]);
    expect(await hits(cast.eve, 'imprimante')).to.have.length(6);
    expect(await hits(cast.ben, `${made[5]!.number}`)).to.deep.equal([`INC-${made[5]!.number}`]);
  });

  it('counts the queues of the one who asks', async () => {
    expect(await countIncidents(ctx, cast.ben)).to.deep.equal({
      open: 28,
      unassigned: 24,
      mine: 3,
      myGroups: 28,
      overdue: 0,
      supportGroups: [{ id: cast.serviceDesk, name: 'Service desk', open: 28 }],
      limit: 1000,
    });
  });

  it('asks the database once for what it has read before, however long the list', async () => {
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void asked.push(sql);
    const sql = ctx.db.sql as Knex;
    await list(cast.ben, {});
    sql.on('query', listen);
    await list(cast.ben, {});
    await list(cast.ana, { q: 'imprimante' });
    sql.removeListener('query', listen);
    expect(asked).to.have.length(2);
  });

  it('says at once what was changed since it was read', async () => {
    const titleOf = async () => (await list(cast.ben, { id: made[20]!.id }))[0]!;
    expect((await titleOf()).assignee).to.equal(null);
    await assignIncident(ctx, cast.ben, made[20]!.id, { technicianId: cast.carla.id! }, null);
    expect((await titleOf()).assignee?.name).to.equal('Carla');
    await changePerson(ctx, cast.carla.id!, { name: 'Carla B.' }, null);
    expect((await titleOf()).assignee?.name).to.equal('Carla B.');
    await assignIncident(ctx, cast.ben, made[20]!.id, { technicianId: null }, null);
    expect((await titleOf()).assignee).to.equal(null);
  });
});
