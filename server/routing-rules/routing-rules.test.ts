import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { addComment } from '../incidents/add-comment.ts';
import { handOutEvent } from '../incidents/event-feed.ts';
import { findVisible } from '../incidents/find-incident.ts';
import { file, historyOf } from '../incidents/testing-incidents.ts';
import { systemActor } from '../platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { applyEventRules } from './apply-event-rules.ts';
import { sweepTimeRules } from './sweep-time-rules.ts';

const hour = 3_600_000;

eachDatabase('routing rules', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
  });
  after(() => api.close());
  afterEach(async () => {
    for (const { id } of (await carla.get('/routing-rules')).body.items) await carla.delete(`/routing-rules/${id}`);
  });

  const add = async (rule: object) => {
    const { status, body } = await carla.post('/routing-rules', { name: 'A rule', trigger: onFiling, actions: [tagged], ...rule });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body;
  };
  const onFiling = { type: 'event', events: ['filed'] };
  const tagged = { type: 'tag', tags: ['seen'] };
  /** Hands out every event that waits, as the queue would. */
  const settle = async (): Promise<number> => {
    const rows = await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['incident.event'] });
    for (const row of rows) await handOutEvent(ctx, row.payload as never, row.id, { routingRules: applyEventRules });
    return rows.length;
  };
  const now = (id: string) => findVisible(ctx, systemActor, id);
  const firings = async (id: string) => (await carla.get(`/routing-rules/${id}/firings`)).body.items;

  it('route what is filed by its words, and say so in the history and the log', async () => {
    const group = (await (await api.as(cast.dmitri)).post('/support-groups', { name: `Network ${db().dialect.name}` })).body;
    const actions = [
      { type: 'assign', supportGroupId: group.id },
      tagged,
      { type: 'comment', visibility: 'internal', body: 'Check the switch first' },
    ];
    const rule = await add({ name: 'Network', filters: { q: 'wifi' }, actions });
    const wifi = await file(ctx, cast.ana, { title: 'Wi-Fi is gone' });
    const other = await file(ctx, cast.ana, { title: 'No ink' });
    await settle();
    expect(await now(wifi.id)).to.deep.include({ supportGroupId: group.id, tags: ['seen'] });
    expect((await now(other.id)).tags).to.deep.equal([]);
    expect((await historyOf(ctx, cast.ben, wifi.id)).map(({ actor }) => actor.name)).to.include('Rule: Network');
    const [firing] = await firings(rule.id);
    expect(firing).to.deep.include({ outcome: 'acted', ruleVersion: 1 });
    expect(firing.actions.map((action: { outcome: string }) => action.outcome)).to.deep.equal(['done', 'done', 'done']);
  });

  it('act once on an event, though it is handed out twice', async () => {
    const rule = await add({});
    await file(ctx, cast.ana);
    const [row] = await dueRows(ctx.db.sql, ctx.clock(), 10, { only: ['incident.event'] });
    for (let i = 0; i < 2; i++) await handOutEvent(ctx, row?.payload as never, row?.id as string, { routingRules: applyEventRules });
    expect(await firings(rule.id)).to.have.length(1);
  });

  it('never answer what a rule did', async () => {
    await add({ name: 'Ping', trigger: { type: 'event', events: ['edited', 'filed'] }, actions: [{ type: 'tag', tags: ['ping'] }] });
    await add({ name: 'Pong', trigger: { type: 'event', events: ['edited'] }, actions: [{ type: 'tag', tags: ['pong'] }] });
    const { id } = await file(ctx, cast.ana);
    while (await settle());
    expect((await now(id)).tags).to.deep.equal(['ping']);
  });

  it('are tried in order, and the last one ends the trying', async () => {
    const first = await add({ name: 'First', actions: [{ type: 'tag', tags: ['first'] }] });
    const second = await add({ name: 'Second', isLast: true, actions: [{ type: 'tag', tags: ['second'] }] });
    expect(
      (await carla.put('/routing-rules/order', { ids: [second.id, first.id] })).body.items.map(({ name }: { name: string }) => name),
    ).to.deep.equal(['Second', 'First']);
    const { id } = await file(ctx, cast.ana);
    await settle();
    expect((await now(id)).tags).to.deep.equal(['second']);
    expect((await carla.put('/routing-rules/order', { ids: ['nobody'] })).status).to.equal(422);
  });

  it('tell the requester from technicians', async () => {
    await add({ trigger: { type: 'event', events: ['commented'], by: 'requester' } });
    const { id } = await file(ctx, cast.ana);
    await addComment(ctx, cast.ben, id, { body: 'Looking' });
    await settle();
    expect((await now(id)).tags).to.deep.equal([]);
    await addComment(ctx, cast.ana, id, { body: 'Thanks' });
    await settle();
    expect((await now(id)).tags).to.deep.equal(['seen']);
  });

  it('write down what was refused, and go on', async () => {
    const rule = await add({ trigger: { type: 'event', events: ['resolved'] }, actions: [{ type: 'pend', reason: 'Too late' }, tagged] });
    const { id } = await file(ctx, cast.ana);
    await (await api.as(cast.ben)).put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Done' });
    await settle();
    const [firing] = await firings(rule.id);
    expect(firing.actions).to.deep.equal([
      { type: 'pend', outcome: 'refused', detail: firing.actions[0].detail },
      { type: 'tag', outcome: 'done', detail: null },
    ]);
    expect(firing.actions[0].detail).to.include('cannot be put on hold');
  });

  it('act two hours after nobody touched it, once, and not on what was old when they began', async () => {
    const old = await file(ctx, cast.ana);
    ctx.clock.advance(3 * hour);
    const rule = await add({ trigger: { type: 'time', since: 'opened', after: 'PT2H' }, filters: { assigneeId: 'none' } });
    const fresh = await file(ctx, cast.ana);
    expect(await sweepTimeRules(ctx)).to.equal(0);
    ctx.clock.advance(2 * hour);
    expect([await sweepTimeRules(ctx), await sweepTimeRules(ctx)]).to.deep.equal([1, 0]);
    expect([(await now(old.id)).tags, (await now(fresh.id)).tags]).to.deep.equal([[], ['seen']]);
    expect(await firings(rule.id)).to.have.length(1);
  });

  it('warn before a due time', async () => {
    await add({
      trigger: { type: 'time', since: 'due', after: '-PT30M' },
      filters: { q: 'server room' },
      actions: [{ type: 'notify', personIds: [cast.carla.id], text: 'Almost late' }],
    });
    const { id } = await file(ctx, cast.ana, { title: 'Server room is hot', impact: 'high', urgency: 'high' });
    const due = (await now(id)).nextDueAt;
    ctx.clock.set(new Date(due.getTime() - 31 * 60_000));
    expect(await sweepTimeRules(ctx)).to.equal(0);
    ctx.clock.set(new Date(due.getTime() - 29 * 60_000));
    expect(await sweepTimeRules(ctx)).to.equal(1);
    expect(
      await ctx.db.sql('notifications').where({ recipientId: cast.carla.id, kind: 'incident.ruleFired', subjectId: id }),
    ).to.have.length(1);
  });

  it('stop on an incident with which they run in circles', async () => {
    const rule = await add({
      trigger: { type: 'event', events: ['commented'] },
      actions: [{ type: 'comment', visibility: 'internal', body: 'Noted' }],
    });
    const { id } = await file(ctx, cast.ana);
    for (let i = 0; i < 25; i++) {
      await addComment(ctx, cast.ana, id, { body: `Again ${i}` });
      await settle();
    }
    const log = await firings(rule.id);
    expect(log).to.have.length(20);
    expect(log[0].outcome).to.equal('stopped');
  });

  it('show what they would have done, and do nothing', async () => {
    const { id } = await file(ctx, cast.ana, { title: 'Dry run of the tumble dryer', urgency: 'high' });
    const draft = {
      trigger: onFiling,
      filters: { q: 'tumble dryer' },
      actions: [
        { type: 'edit', urgency: 'low' },
        { type: 'assign', technicianId: cast.ben.id },
      ],
    };
    const { status, body } = await carla.post('/routing-rules/dry-run', {
      ...draft,
      to: new Date(ctx.clock().getTime() + 1000).toISOString(),
    });
    expect(status, JSON.stringify(body)).to.equal(200);
    expect(body).to.deep.include({ matched: 1, isCut: false });
    expect(body.items[0].changes).to.deep.equal([
      { type: 'edit', from: 'high', to: 'low' },
      { type: 'assign', from: null, to: cast.ben.name },
    ]);
    expect((await now(id)).urgency).to.equal('high');
    const timed = await carla.post('/routing-rules/dry-run', {
      trigger: { type: 'time', since: 'opened', after: 'PT0S' },
      filters: { q: 'tumble' },
    });
    expect(timed.status).to.equal(200);
  });

  it('refuse what cannot be', async () => {
    const at = async (change: object) =>
      (await carla.post('/routing-rules', { name: 'Bad', trigger: onFiling, actions: [tagged], ...change })).body.errors?.[0]?.pointer;
    expect(await at({ actions: [] })).to.equal('/actions');
    expect(await at({ actions: [{ type: 'assign' }] })).to.equal('/actions/0');
    expect(await at({ actions: [tagged, { type: 'assign', technicianId: cast.ana.id }] })).to.equal('/actions/1/technicianId');
    expect(await at({ actions: [{ type: 'notify', personIds: [cast.carla.id, cast.ana.id], text: 'Psst' }] })).to.equal(
      '/actions/0/personIds/1',
    );
    expect(await at({ filters: { colour: 'red' } })).to.equal('/filters/colour');
    expect(await at({ trigger: { type: 'time', since: 'opened', after: '-PT1H' } })).to.equal('/trigger/after');
    expect(await at({ trigger: { type: 'time', since: 'opened', after: 'soon' } })).to.equal('/trigger/after');
    expect((await (await api.as(cast.ben)).get('/routing-rules')).status).to.equal(403);
  });

  it('tell the slower of two editors', async () => {
    const { id } = await add({});
    expect((await carla.patch(`/routing-rules/${id}`, { name: 'Mine' }, { 'If-Match': '"1"' })).body.version).to.equal(2);
    expect((await carla.patch(`/routing-rules/${id}`, { name: 'Yours' }, { 'If-Match': '"1"' })).status).to.equal(412);
    expect((await carla.patch(`/routing-rules/${id}`, { isActive: false })).body.isActive).to.equal(false);
    await file(ctx, cast.ana);
    expect(await settle()).to.equal(0);
  });
});
