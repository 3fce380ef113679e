import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { file, historyOf, noticesOf } from './testing-incidents.ts';

eachDatabase('work on an incident', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let id: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
  });
  after(() => api.close());
  beforeEach(async () => {
    id = (await file(ctx, cast.ana)).id;
  });

  const spent = async (client = ben) => (await client.get(`/incidents/${id}/time-entries`)).body;
  const lines = async () =>
    (await ben.get(`/incidents/${id}/checklist`)).body.items.map((item: { text: string; doneAt: string | null }) => [
      item.text,
      item.doneAt !== null,
    ]);

  describe('time', () => {
    it('is summed by person and in all', async () => {
      await ben.post(`/incidents/${id}/time-entries`, { spent: 'PT45M', note: 'On site' });
      await ben.post(`/incidents/${id}/time-entries`, { spent: 'PT30M' });
      await carla.post(`/incidents/${id}/time-entries`, { spent: 'PT1H' });
      const { total, people, items } = await spent();
      expect([total, people.map((each: { person: { name: string }; spent: string }) => [each.person.name, each.spent])]).to.deep.equal([
        'PT2H15M',
        [
          ['Ben', 'PT1H15M'],
          ['Carla', 'PT1H'],
        ],
      ]);
      expect(items.map(({ canChange }: { canChange: boolean }) => canChange).sort()).to.deep.equal([false, true, true]);
    });

    it('is corrected by who spent it or a lead, and the history keeps what was said', async () => {
      const { body: entry } = await ben.post(`/incidents/${id}/time-entries`, { spent: 'PT5H' });
      const { body: other } = await carla.post(`/incidents/${id}/time-entries`, { spent: 'PT1H' });
      const path = `/incidents/${id}/time-entries`;
      expect((await ben.patch(`${path}/${other.id}`, { spent: 'PT2H' })).status).to.equal(403);
      expect((await ben.patch(`${path}/${entry.id}`, { spent: 'PT30M' }, { 'If-Match': '"1"' })).body.spent).to.equal('PT30M');
      expect((await ben.patch(`${path}/${entry.id}`, { spent: 'PT40M' }, { 'If-Match': '"1"' })).status).to.equal(412);
      expect((await carla.delete(`${path}/${entry.id}`)).status).to.equal(204);
      expect((await spent()).total).to.equal('PT1H');
      const history = await historyOf(ctx, cast.ben, id);
      const corrections = history.filter(({ kind }) => kind === 'timeCorrected').map(({ detail }) => [detail['from'], detail['to']]);
      expect(corrections).to.deep.equal([
        ['PT5H', 'PT30M'],
        ['PT30M', 'PT0S'],
      ]);
    });

    it('is neither nothing nor tomorrow, and no business of employees', async () => {
      const say = async (body: object) => (await ben.post(`/incidents/${id}/time-entries`, body)).status;
      expect([await say({ spent: 'PT0S' }), await say({ spent: 'PT25H' }), await say({ spent: 'an hour' })]).to.deep.equal([422, 422, 422]);
      expect(await say({ spent: 'PT1H', workedAt: '2099-01-01T00:00:00Z' })).to.equal(422);
      expect(await say({ spent: 'PT1H', commentId: 'nothing' })).to.equal(422);
      expect((await ana.get(`/incidents/${id}/time-entries`)).status).to.equal(403);
      expect((await historyOf(ctx, cast.ana, id)).map(({ kind }) => kind)).to.deep.equal(['filed']);
    });
  });

  describe('a checklist', () => {
    const add = async (text: string, more: object = {}): Promise<string> =>
      (await ben.post(`/incidents/${id}/checklist`, { text, ...more })).body.items[0].id;

    it('is ticked, unticked and put into another order', async () => {
      const [first, second, third] = [await add('Unplug'), await add('Wait'), await add('Plug in')];
      await ben.patch(`/incidents/${id}/checklist/${first}`, { isDone: true });
      await ben.put(`/incidents/${id}/checklist`, { itemIds: [third, first] });
      expect(await lines()).to.deep.equal([
        ['Plug in', false],
        ['Unplug', true],
        ['Wait', false],
      ]);
      await ben.patch(`/incidents/${id}/checklist/${first}`, { isDone: false });
      await ben.delete(`/incidents/${id}/checklist/${second}`);
      expect(await lines()).to.deep.equal([
        ['Plug in', false],
        ['Unplug', false],
      ]);
      expect((await ben.put(`/incidents/${id}/checklist`, { itemIds: ['nothing'] })).status).to.equal(422);
    });

    it('gives lines to technicians and tells them', async () => {
      const item = await add('Order a cable', { assigneeId: cast.carla.id });
      expect(await noticesOf(ctx, cast.carla, id)).to.deep.equal(['incident.lineAssigned']);
      expect((await ben.patch(`/incidents/${id}/checklist/${item}`, { assigneeId: cast.ana.id })).status).to.equal(422);
      const done = await carla.patch(`/incidents/${id}/checklist/${item}`, { isDone: true });
      expect([done.body.assignee.name, done.body.doneBy.name]).to.deep.equal(['Carla', 'Carla']);
    });

    it('refuses the slower of two who change the same line', async () => {
      const item = await add('Unplug');
      const change = (text: string) => ben.patch(`/incidents/${id}/checklist/${item}`, { text }, { 'If-Match': '"1"' });
      expect([(await change('Unplug it')).status, (await change('Pull it')).status]).to.deep.equal([200, 412]);
    });

    it('is filled from a template, of which the lead has charge', async () => {
      const template = { name: 'New laptop', items: ['Order', 'Install', 'Hand over'] };
      expect((await ben.post('/checklist-templates', template)).status).to.equal(403);
      const { body } = await carla.post('/checklist-templates', template);
      expect((await carla.post('/checklist-templates', template)).status).to.equal(422);
      await ben.post(`/incidents/${id}/checklist`, { templateId: body.id });
      await carla.patch(`/checklist-templates/${body.id}`, { items: ['Order'] }, { 'If-Match': '"1"' });
      expect(await lines()).to.deep.equal([
        ['Order', false],
        ['Install', false],
        ['Hand over', false],
      ]);
      expect((await carla.delete(`/checklist-templates/${body.id}`)).status).to.equal(204);
      expect((await ben.get('/checklist-templates')).body.items).to.deep.equal([]);
    });

    it('is offered for its service only', async () => {
      const service = await carla.post('/services', { name: 'Laptops' });
      await carla.post('/checklist-templates', { name: 'Only laptops', serviceId: service.body.id, items: ['Order'] });
      await carla.post('/checklist-templates', { name: 'All', items: ['Look'] });
      const names = async (query: string) =>
        (await ben.get(`/checklist-templates${query}`)).body.items.map(({ name }: { name: string }) => name);
      expect(await names(`?serviceId=${service.body.id}`)).to.deep.equal(['All', 'Only laptops']);
      expect(await names('?serviceId=other')).to.deep.equal(['All']);
    });
  });
});
