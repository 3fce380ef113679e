import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { file, historyOf, noticesOf } from '../incidents/testing-incidents.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('macros', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let id: string;
  let otherGroup: string;
  let service: string;
  let count = 0;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
    const dmitri = await api.as(cast.dmitri);
    otherGroup = (await dmitri.post('/support-groups', { name: 'Network', memberIds: [] })).body.id;
    service = (await carla.post('/services', { name: 'Mail' })).body.id;
    const office = [['09:00', '17:00']];
    const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
    await carla.post('/service-calendars', { name: 'Paris', timeZone: 'Europe/Paris', week });
    const target = { responseTarget: 'PT1H', resolutionTarget: 'PT8H' };
    const agreement = { name: 'Gold', targets: { P1: target, P2: target, P3: { responseTarget: 'PT4H', resolutionTarget: 'PT16H' } } };
    expect((await carla.post('/service-level-agreements', agreement)).status).to.equal(201);
  });
  after(() => api.close());
  beforeEach(async () => {
    id = (await file(ctx, cast.ana)).id;
  });

  const make = async (actions: object[], more: object = {}): Promise<string> => {
    count += 1;
    const answer = await carla.post('/macros', { name: `Macro ${count}`, actions, ...more });
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return answer.body.id;
  };
  const run = (macroId: string, more: object = {}, headers: Record<string, string> = {}) =>
    ben.post(`/incidents/${id}/macro-runs`, { macroId, ...more }, headers);
  const undo = (runId: string, client = ben) => client.delete(`/incidents/${id}/macro-runs/${runId}`);
  const incident = async () => (await ben.get(`/incidents/${id}`)).body;
  const hello = { type: 'comment', texts: { en: 'Hello {{requester.firstName}}', fr: 'Bonjour {{requester.firstName}}' } };

  it('do everything in one go, in the requester’s language, and say so in the history', async () => {
    const macroId = await make([
      { type: 'pend', reason: 'Waiting for Ana', for: 'PT24H' },
      hello,
      { type: 'assign', technicianId: 'me' },
      { type: 'edit', urgency: 'high' },
      { type: 'checklist', items: ['Call', 'Write'] },
      { type: 'time', spent: 'PT5M' },
    ]);
    const { status, body } = await run(macroId);
    const { incident: after } = body;
    expect([status, after.status, after.assignee.name, after.urgency, after.pendingReason]).to.deep.equal([
      201,
      'pending',
      'Ben',
      'high',
      'Waiting for Ana',
    ]);
    expect(after.pendingUntil).to.equal('2026-11-21T15:45:00.000Z');
    const history = await historyOf(ctx, cast.ben, id);
    expect(history.find(({ comment }) => comment)?.comment?.body).to.equal('Bonjour Ana');
    expect(history.at(-1)?.kind).to.equal('macroApplied');
    expect((await noticesOf(ctx, cast.ana, id)).includes('incident.answered')).to.equal(true);
  });

  it('do nothing at all when one of their actions is impossible', async () => {
    const macroId = await make([hello, { type: 'resume' }]);
    const before = await incident();
    const preview = (await ben.get(`/incidents/${id}/macros/${macroId}/preview`)).body;
    expect([preview.isAllowed, preview.actions.map((step: { isAllowed: boolean }) => step.isAllowed)]).to.deep.equal([
      false,
      [true, false],
    ]);
    expect((await run(macroId)).status).to.equal(409);
    expect([await incident(), (await historyOf(ctx, cast.ben, id)).length]).to.deep.equal([before, 1]);
  });

  it('show beforehand what they would do, and change nothing by it', async () => {
    const macroId = await make([
      { type: 'comment', texts: { en: 'About {{asset.name}} and {{service.name|it}}' } },
      { type: 'resolve', code: 'fixed', note: 'For {{requester.name}}' },
      { type: 'assign', technicianId: 'me', supportGroupId: otherGroup },
    ]);
    const before = await incident();
    const { body } = await ben.get(`/incidents/${id}/macros/${macroId}/preview`);
    expect(body.missing).to.deep.equal(['asset.name']);
    expect(body.actions.map(({ type, text }: { type: string; text?: string }) => [type, text])).to.deep.equal([
      ['assign', undefined],
      ['comment', 'About  and it'],
      ['resolve', 'For Ana'],
    ]);
    expect([body.actions[0].technician.name, body.actions[0].supportGroup.name]).to.deep.equal(['Ben', 'Network']);
    expect(await incident()).to.deep.equal(before);
  });

  it('do not stop the response clock, unless the technician wrote the words over', async () => {
    const macroId = await make([hello]);
    await run(macroId);
    expect([(await incident()).responseMetAt, (await incident()).acknowledgedAt !== null]).to.deep.equal([null, true]);
    await run(macroId, { answer: 'Bonjour Ana' });
    expect((await incident()).responseMetAt).to.equal(null);
    await run(macroId, { answer: 'Bonjour Ana, which printer is it?' });
    expect((await incident()).responseMetAt).not.to.equal(null);
    const origins = (await historyOf(ctx, cast.ben, id)).flatMap(({ comment }) => comment?.origin ?? []);
    expect(origins).to.deep.equal(['macro', 'macro', 'person']);
  });

  it('are refused on a version that has passed, and are done once for one key', async () => {
    const macroId = await make([{ type: 'assign', technicianId: 'me' }]);
    expect((await run(macroId, {}, { 'If-Match': '"7"' })).status).to.equal(412);
    const key = { 'Idempotency-Key': `macro-${id}` };
    const [first, second] = [await run(macroId, {}, key), await run(macroId, {}, key)];
    expect(second.body).to.deep.equal(first.body);
  });

  describe('undone', () => {
    it('take back their words, lines, time and watchers', async () => {
      const macroId = await make([
        hello,
        { type: 'comment', visibility: 'internal', texts: { en: 'Note' } },
        { type: 'checklist', items: ['Call'] },
        { type: 'time', spent: 'PT5M' },
        { type: 'watch' },
      ]);
      const { body } = await run(macroId);
      expect((await undo(body.id)).status).to.equal(200);
      expect((await ben.get(`/incidents/${id}/checklist`)).body.items).to.deep.equal([]);
      expect((await ben.get(`/incidents/${id}/time-entries`)).body.total).to.equal('PT0S');
      expect((await ben.get(`/incidents/${id}/watchers`)).body.items).to.deep.equal([]);
      const bodies = (await historyOf(ctx, cast.ana, id)).flatMap(({ comment }) => (comment ? [comment.body, comment.deletedBy] : []));
      expect(bodies).to.deep.equal(['', 'Ben']);
      expect((await undo(body.id)).status).to.equal(409);
    });

    it('leave watchers who were there before', async () => {
      await ben.post(`/incidents/${id}/watchers`, { personId: 'me' });
      const { body } = await run(await make([{ type: 'watch' }]));
      await undo(body.id);
      expect((await ben.get(`/incidents/${id}/watchers`)).body.items).to.have.length(1);
    });

    it('by others only if they lead, and not after somebody changed the incident', async () => {
      const { body } = await run(await make([{ type: 'assign', technicianId: 'me' }]));
      const dmitri = await api.as(cast.dmitri);
      await dmitri.patch(`/incidents/${id}`, { title: 'The printer jams a lot' });
      expect((await undo(body.id)).status).to.equal(409);
      const again = await run(await make([{ type: 'edit', serviceId: service }]));
      expect((await undo(again.body.id, carla)).status).to.equal(200);
    });

    it('are as if they had never been: do + undo = identity', async function () {
      this.timeout(120_000);
      const level = fc.constantFrom('low', 'medium', 'high');
      const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
      const status = fc.constantFrom(
        { type: 'pend', reason: 'Waiting', for: 'PT2H' },
        { type: 'pend', reason: 'For ever' },
        { type: 'resume' },
        { type: 'resolve', code: 'fixed', note: 'Done' },
      );
      const plan = fc.record({
        edit: optional(fc.record({ type: fc.constant('edit'), impact: level, urgency: level, serviceId: fc.constantFrom(service, null) })),
        assign: optional(
          fc.constantFrom(
            { type: 'assign', technicianId: 'me' },
            { type: 'assign', technicianId: cast.carla.id, supportGroupId: otherGroup },
            { type: 'assign', supportGroupId: otherGroup },
            { type: 'assign', technicianId: null },
          ),
        ),
        tag: optional(fc.constant({ type: 'tag', tags: ['printer', 'Toner'] })),
        comment: optional(fc.constant(hello)),
        status: optional(status),
      });
      const starts = fc.constantFrom('new', 'taken', 'pending', 'acknowledged');
      await fc.assert(
        fc.asyncProperty(starts, plan, async (start, chosen) => {
          id = (await file(ctx, cast.ana)).id;
          if (start === 'taken') await carla.put(`/incidents/${id}/assignment`, { technicianId: 'me' });
          if (start === 'pending') await carla.put(`/incidents/${id}/pending`, { reason: 'The part', until: '2026-11-25T09:00:00Z' });
          if (start === 'acknowledged') await carla.put(`/incidents/${id}/acknowledgement`);
          if (start !== 'new') await carla.patch(`/incidents/${id}`, { tags: ['toner', 'old'] });
          const actions = Object.values(chosen).filter((action) => action !== undefined);
          const before = await incident();
          if (actions.length === 0) return;
          const done = await run(await make(actions));
          // What is impossible has changed nothing, which is a test of its own.
          if (done.status !== 201) return;
          expect((await undo(done.body.id)).status).to.equal(200);
          expect(essence(await incident())).to.deep.equal(essence(before));
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('are kept', () => {
    const refused = async (body: object) => {
      const answer = await carla.post('/macros', { name: 'Bad', ...body });
      return [answer.status, answer.body.errors?.[0]];
    };

    it('only when everything that they refer to exists and their words can be filled in', async () => {
      expect(await refused({ actions: [{ type: 'comment', texts: { fr: 'Bonjour {{nom}}' } }] })).to.deep.include.members([422]);
      const [, issue] = await refused({ actions: [{ type: 'comment', texts: { fr: 'Bonjour {{nom}}' } }] });
      expect((issue as { pointer: string }).pointer).to.equal('/actions/0/texts/fr');
      for (const actions of [
        [{ type: 'assign', technicianId: cast.ana.id }],
        [{ type: 'assign', supportGroupId: 'nothing' }],
        [{ type: 'edit', serviceId: 'nothing' }],
        [{ type: 'edit' }],
        [{ type: 'comment', texts: {} }],
        [{ type: 'resume' }, { type: 'resolve', code: 'fixed' }],
        [hello, hello],
        [],
      ])
        expect((await refused({ actions }))[0], JSON.stringify(actions)).to.equal(422);
    });

    it('by leads, for every group or one, under a name of their own', async () => {
      expect((await ben.post('/macros', { name: 'Mine', actions: [hello] })).status).to.equal(403);
      const macroId = await make([hello], { supportGroupId: otherGroup });
      expect((await run(macroId)).status).to.equal(404);
      const names = (await ben.get('/macros')).body.items.map((macro: { id: string }) => macro.id);
      expect(names).not.to.include(macroId);
      expect((await carla.post('/macros', { name: `Macro ${count}`, actions: [hello] })).status).to.equal(422);
      expect((await carla.patch(`/macros/${macroId}`, { supportGroupId: null }, { 'If-Match': '"1"' })).status).to.equal(200);
      expect((await carla.patch(`/macros/${macroId}`, { name: 'Other' }, { 'If-Match': '"1"' })).status).to.equal(412);
      expect((await run(macroId)).status).to.equal(201);
      expect((await carla.delete(`/macros/${macroId}`)).status).to.equal(204);
      expect((await run(macroId)).status).to.equal(404);
      expect((await carla.post('/macros', { name: `Macro ${count}`, actions: [hello] })).status).to.equal(201);
    });
  });

  describe('canned answers', () => {
    it('are found by shortcut and name, and filled in for the requester', async () => {
      const texts = { en: 'Restart, {{requester.firstName}}.', fr: 'Redémarrez, {{requester.firstName}}.' };
      const { status, body } = await carla.post('/canned-answers', { name: 'Redémarrer le poste', shortcut: 'Reboot', texts });
      expect([status, body.shortcut]).to.deep.equal([201, 'reboot']);
      const found = async (query: string, client = ben) =>
        (await client.get(`/incidents/${id}/canned-answers?${query}`)).body.items?.map(({ text }: { text: string }) => text);
      expect(await found('q=reb')).to.deep.equal(['Redémarrez, Ana.']);
      expect(await found('q=redemarrer&language=en')).to.deep.equal(['Restart, Ana.']);
      expect(await found('q=nothing')).to.deep.equal([]);
      expect((await ana.get(`/incidents/${id}/canned-answers`)).status).to.equal(403);
      const changed = await carla.patch(`/canned-answers/${body.id}`, { supportGroupId: otherGroup }, { 'If-Match': '"1"' });
      expect([changed.status, await found('q=reb'), await found('q=reb', carla)]).to.deep.equal([200, [], ['Redémarrez, Ana.']]);
      expect((await carla.delete(`/canned-answers/${body.id}`)).status).to.equal(204);
    });

    it('have a shortcut of their own and variables that somebody knows', async () => {
      const answer = { name: 'Hello', shortcut: 'hello', texts: { en: 'Hello' } };
      expect((await carla.post('/canned-answers', answer)).status).to.equal(201);
      const again = await carla.post('/canned-answers', answer);
      expect(again.body.errors[0].pointer).to.equal('/shortcut');
      const wrong = await carla.post('/canned-answers', { ...answer, shortcut: 'hi', texts: { en: '{{who}}' } });
      expect([wrong.status, wrong.body.errors[0].pointer]).to.deep.equal([422, '/texts/en']);
      expect((await carla.post('/canned-answers', { ...answer, shortcut: 'h i' })).status).to.equal(422);
    });
  });
});

// biome-ignore lint/suspicious/noExplicitAny: whatever the API answers
function essence(incident: any): object {
  const {
    status,
    priority,
    impact,
    urgency,
    assignee,
    supportGroup,
    service,
    pendingReason,
    pendingUntil,
    resolution,
    resolutionDueAt,
    tags,
  } = incident;
  return {
    status,
    priority,
    impact,
    urgency,
    assignee,
    supportGroup,
    service,
    pendingReason,
    pendingUntil,
    resolution,
    resolutionDueAt,
    tags,
  };
}
