import { expect } from 'chai';
import fc from 'fast-check';
import type { z } from 'zod';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { handlers } from '../../jobs/handlers.ts';
import { changePerson } from '../people/change-person.ts';
import type { Actor } from '../platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { type IncidentState, stateOf } from './bulk-change.ts';
import { listBulkItems, readBulkChange } from './bulk-queries.ts';
import { newBulkChange } from './bulk-schemas.ts';
import type { Incident } from './incident.ts';
import { findIncident } from './incident-queries.ts';
import { performBulkChange } from './perform-bulk-change.ts';
import { startBulkChange } from './start-bulk-change.ts';
import { file, kindsOf } from './testing-incidents.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

type Input = z.input<typeof newBulkChange>;

eachDatabase('changes of many incidents', (db) => {
  let ctx: TestContext;
  let cast: Cast;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  const onlyBulk = { handlers: { ...handlers } };
  const run = async (actor: Actor, input: Input) => {
    const change = await startBulkChange(ctx, actor, newBulkChange.parse(input));
    await drainOutbox(ctx, onlyBulk);
    return readBulkChange(ctx, actor, change.id);
  };
  const undo = async (actor: Actor, id: string) => {
    await undoBulkChange(ctx, actor, id);
    await drainOutbox(ctx, onlyBulk);
    return readBulkChange(ctx, actor, id);
  };
  const filed = (count: number) => Promise.all(Array.from({ length: count }, () => file(ctx, cast.ana)));
  const idsOf = (incidents: Incident[]) => incidents.map(({ id }) => id);
  const now = async (id: string): Promise<Incident> => (await findIncident(ctx.db.sql, id)) as Incident;
  const states = async (ids: string[]): Promise<IncidentState[]> => Promise.all(ids.map(async (id) => stateOf(await now(id))));

  it('changes each in portions, tells how far it is, and undoes all of it', async () => {
    const ids = idsOf(await filed(45));
    const told: unknown[] = [];
    const stop = ctx.live.subscribe(({ type, data }) => void (type === 'bulkChange.changed' && told.push(data?.['percent'])));
    const change = await run(cast.ben, { action: { type: 'assign', technicianId: 'me' }, incidentIds: ids });
    expect(change).to.deep.include({ state: 'done', total: 45, done: 45, failed: 0, percent: 100, canUndo: true });
    expect(told).to.deep.equal([44, 88, 100]);
    expect((await now(ids[7]!)).assigneeId).to.equal(cast.ben.id);
    const undone = await undo(cast.ben, change.id);
    stop();
    expect(undone).to.deep.include({ state: 'undone', undone: 45, kept: 0, canUndo: false });
    expect(await now(ids[7]!)).to.deep.include({ assigneeId: null, status: 'new', acknowledgedAt: null });
    expect(await kindsOf(ctx, cast.ben, ids[7]!)).to.deep.equal(['filed', 'assigned', 'restored']);
  });

  it('lists what failed and why, and goes on with the others', async () => {
    const [a, b, c] = (await filed(3)) as [Incident, Incident, Incident];
    await run(cast.ben, { action: { type: 'cancel' }, incidentIds: [b.id] });
    const change = await run(cast.ben, { action: { type: 'resolve', code: 'fixed' }, incidentIds: idsOf([a, b, c]) });
    expect(change).to.deep.include({ done: 2, failed: 1 });
    const failed = await listBulkItems(ctx, cast.ben, change.id, { state: 'failed', limit: 50 });
    expect(failed.items.map(({ incident, reason }) => [incident.id, reason])).to.deep.equal([
      [b.id, `INC-${b.number} is cancelled and cannot be resolved`],
    ]);
  });

  it('puts on hold until an instant that stays one', async () => {
    const [incident] = (await filed(1)) as [Incident];
    const until = new Date(ctx.clock().getTime() + 3_600_000);
    await run(cast.ben, { action: { type: 'pend', reason: 'Waits for parts', until: until.toISOString() }, incidentIds: [incident.id] });
    expect((await now(incident.id)).resumeAt).to.deep.equal(until);
  });

  it('changes what matches now and nothing that comes later', async () => {
    await run(cast.ben, { action: { type: 'tag', add: ['storm'] }, incidentIds: idsOf(await filed(3)) });
    const change = await startBulkChange(
      ctx,
      cast.ben,
      newBulkChange.parse({ action: { type: 'tag', add: ['seen'] }, filters: { tag: 'storm' } }),
    );
    const later = (await filed(1))[0]!;
    await run(cast.ben, { action: { type: 'tag', add: ['storm'] }, incidentIds: [later.id] });
    expect(await readBulkChange(ctx, cast.ben, change.id)).to.deep.include({ total: 3, done: 3 });
    expect((await now(later.id)).tags).to.deep.equal(['storm']);
  });

  it('undoes what nobody has changed since, and lists the others', async () => {
    const ids = idsOf(await filed(3));
    const change = await run(cast.ben, { action: { type: 'priority', impact: 'high', urgency: 'high' }, incidentIds: ids });
    await run(cast.carla, { action: { type: 'assign', technicianId: 'me' }, incidentIds: [ids[1]!] });
    expect(await undo(cast.ben, change.id)).to.deep.include({ undone: 2, kept: 1 });
    expect((await Promise.all(ids.map(now))).map(({ priority }) => priority)).to.deep.equal(['P3', 'P1', 'P3']);
    const { items } = await listBulkItems(ctx, cast.ben, change.id, { state: 'kept', limit: 50 });
    expect(items[0]?.reason).to.match(/^INC-\d+ was changed since$/);
  });

  it('does each once when the job is offered twice', async () => {
    const [incident] = (await filed(1)) as [Incident];
    const input = newBulkChange.parse({ action: { type: 'comment', body: 'Wir sind dran' }, incidentIds: [incident.id] });
    const change = await startBulkChange(ctx, cast.ben, input);
    const [row] = await ctx.db.sql('outbox').where({ job: 'incident.bulk' });
    const twice = [1, 2].map(() => performBulkChange(ctx, { bulkChangeId: change.id }, row.id));
    await Promise.all(twice);
    expect((await kindsOf(ctx, cast.ben, incident.id)).filter((kind) => kind === 'commented')).to.have.length(1);
  });

  it('asks for each incident what its owner may do at that moment', async () => {
    const ids = idsOf(await filed(2));
    const change = await startBulkChange(ctx, cast.ben, newBulkChange.parse({ action: { type: 'close' }, incidentIds: ids }));
    await changePerson(ctx, cast.ben.id!, { isActive: false }, null);
    await drainOutbox(ctx, onlyBulk);
    expect(await readBulkChange(ctx, cast.ben, change.id)).to.deep.include({ done: 0, failed: 2 });
    await changePerson(ctx, cast.ben.id!, { isActive: true }, null);
  });

  it('stops one that runs when it is undone', async () => {
    const ids = idsOf(await filed(45));
    const change = await startBulkChange(ctx, cast.ben, newBulkChange.parse({ action: { type: 'pend', reason: 'x' }, incidentIds: ids }));
    const [row] = await ctx.db.sql('outbox').where({ job: 'incident.bulk' });
    await performBulkChange(ctx, { bulkChangeId: change.id }, row.id);
    expect(await undo(cast.ben, change.id)).to.deep.include({ state: 'undone', done: 45, undone: 20 });
    expect((await Promise.all(ids.map(now))).every(({ status }) => status === 'new')).to.equal(true);
  });

  it('merges many into one and takes them apart again', async () => {
    const [target, ...others] = (await filed(4)) as [Incident, ...Incident[]];
    const change = await run(cast.ben, { action: { type: 'merge', intoId: `INC-${target.number}` }, incidentIds: idsOf(others) });
    expect((await Promise.all(idsOf(others).map(now))).map(({ mergedIntoId }) => mergedIntoId)).to.deep.equal(others.map(() => target.id));
    expect(await undo(cast.ben, change.id)).to.deep.include({ undone: 3, kept: 0 });
    expect((await now(others[0]!.id)).status).to.equal('new');
  });

  it('says that sent words and withdrawn promises do not come back', async () => {
    const ids = idsOf(await filed(1));
    const change = await run(cast.ben, { action: { type: 'comment', body: 'Sent' }, incidentIds: ids });
    expect(change.canUndo).to.equal(false);
    expect(await undoBulkChange(ctx, cast.ben, change.id).catch(({ code }) => code)).to.equal('conflict');
  });

  const level = fc.constantFrom('low', 'medium', 'high');
  const action = () =>
    fc.oneof(
      fc.record({ type: fc.constant('assign'), technicianId: fc.constantFrom(cast.ben.id, cast.carla.id, null, 'me') }),
      fc.record({ type: fc.constant('priority'), impact: level, urgency: level }),
      fc.record({ type: fc.constant('pend'), reason: fc.constantFrom('part', 'answer') }),
      fc.constant({ type: 'resume' }),
      fc.constant({ type: 'acknowledge' }),
      fc.constant({ type: 'resolve', code: 'fixed', note: 'n' }),
      fc.constant({ type: 'reopen' }),
      fc.constant({ type: 'close' }),
      fc.record({ type: fc.constant('tag'), add: fc.subarray(['a', 'b']), remove: fc.subarray(['a', 'c']) }),
    ) as fc.Arbitrary<Input['action']>;

  it('do and undo is as if nothing had been done, whatever was done before (property)', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(action(), { maxLength: 4 }), action(), async (before, last) => {
        const ids = idsOf(await filed(2));
        const isSaid = (input: Input) => newBulkChange.safeParse(input).success;
        for (const [index, each] of before.entries()) {
          const input = { action: each, incidentIds: index % 2 ? ids : ids.slice(0, 1) };
          if (isSaid(input)) await run(cast.ben, input);
        }
        const input = { action: last, incidentIds: ids };
        if (!isSaid(input)) return;
        const was = await states(ids);
        const change = await run(cast.ben, input);
        expect(await undo(cast.ben, change.id)).to.deep.include({ state: 'undone', kept: 0 });
        expect(await states(ids)).to.deep.equal(was);
      }),
      { numRuns: 40 },
    );
  });
});

eachDatabase('bulk changes over HTTP', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
  });
  after(() => api.close());

  it('begins, goes on, and is undone', async () => {
    const { id } = await file(ctx, cast.ana);
    const started = await ben.post('/bulk-changes', { action: { type: 'tag', add: ['vip'] }, incidentIds: [id] });
    expect([started.status, started.body.state, started.body.percent]).to.deep.equal([202, 'running', 0]);
    await drainOutbox(ctx);
    expect((await ben.get(`/bulk-changes/${started.body.id}`)).body.state).to.equal('done');
    expect((await ben.delete(`/bulk-changes/${started.body.id}`)).status).to.equal(202);
    await drainOutbox(ctx);
    expect((await ben.get('/bulk-changes')).body.items[0].state).to.equal('undone');
    expect((await ben.delete(`/bulk-changes/${started.body.id}`)).status).to.equal(409);
  });

  it('is its owner’s alone', async () => {
    const { id } = await file(ctx, cast.ana);
    const { body } = await ben.post('/bulk-changes', { action: { type: 'acknowledge' }, incidentIds: [id] });
    const carla = await api.as(cast.carla);
    for (const path of [`/bulk-changes/${body.id}`, `/bulk-changes/${body.id}/items`]) expect((await carla.get(path)).status).to.equal(404);
    expect((await carla.delete(`/bulk-changes/${body.id}`)).status).to.equal(404);
  });

  it('says at once what is wrong for all of them', async () => {
    const { id } = await file(ctx, cast.ana);
    const wrong: Array<[object, number]> = [
      [{ action: { type: 'assign' }, incidentIds: [id] }, 422],
      [{ action: { type: 'assign', technicianId: cast.ana.id }, incidentIds: [id] }, 422],
      [{ action: { type: 'pend', reason: 'x', until: '2020-01-01T00:00:00Z' }, incidentIds: [id] }, 422],
      [{ action: { type: 'merge', intoId: 'INC-999999' }, incidentIds: [id] }, 422],
      [{ action: { type: 'close' }, incidentIds: ['nobody'] }, 422],
      [{ action: { type: 'close' } }, 422],
      [{ action: { type: 'close' }, incidentIds: [id], filters: {} }, 422],
      [{ action: { type: 'close' }, filters: { status: 'nope' } }, 422],
      [{ action: { type: 'close' }, filters: { tag: 'nowhere' } }, 409],
    ];
    for (const [body, status] of wrong) expect([body, (await ben.post('/bulk-changes', body)).status]).to.deep.equal([body, status]);
  });
});
