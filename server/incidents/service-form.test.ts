import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { answersTo, type FormField } from './service-form.ts';

const label = (text: string) => ({ en: text, fr: `${text} (fr)` });
const field = (change: Partial<FormField> & { key: string }): FormField => ({
  label: label(change.key),
  type: 'text',
  isRequired: false,
  options: [],
  showWhen: null,
  ...change,
});

describe('a form of a service', () => {
  const fields = [
    field({ key: 'place', type: 'choice', isRequired: true, options: ['home', 'office'].map((value) => ({ value, label: label(value) })) }),
    field({ key: 'floor', type: 'number', isRequired: true, showWhen: { key: 'place', equals: 'office' } }),
    field({ key: 'since', type: 'date' }),
    field({ key: 'apps', type: 'multiChoice', options: ['mail', 'wiki'].map((value) => ({ value, label: label(value) })) }),
    field({ key: 'urgent', type: 'checkbox' }),
  ];
  const issuesOf = (given: Record<string, unknown>) => answersTo(fields, given).issues.map(({ key }) => key);

  it('takes what it asks, in its order and in words', () => {
    const { answers, issues } = answersTo(fields, { apps: ['wiki', 'mail'], floor: 3, place: 'office', since: '2028-02-29', urgent: true });
    expect(issues).to.deep.equal([]);
    expect(answers.map(({ key, text }) => [key, text.fr])).to.deep.equal([
      ['place', 'office (fr)'],
      ['floor', '3'],
      ['since', '2028-02-29'],
      ['apps', 'wiki (fr), mail (fr)'],
      ['urgent', 'oui'],
    ]);
  });

  it('asks only where its condition holds', () => {
    expect(issuesOf({ place: 'home' })).to.deep.equal([]);
    expect(issuesOf({ place: 'office' })).to.deep.equal(['floor']);
    expect(answersTo(fields, { place: 'home', floor: 3 }).answers.map(({ key }) => key)).to.deep.equal(['place']);
  });

  it('refuses what it did not ask for', () => {
    expect(issuesOf({})).to.deep.equal(['place']);
    for (const bad of [
      { place: 'moon' },
      { floor: '3' },
      { since: '2027-02-29' },
      { apps: ['mail', 'mail'] },
      { apps: ['games'] },
      { urgent: 'yes' },
      { other: 1 },
    ])
      expect(issuesOf({ place: 'office', floor: 1, ...bad }), JSON.stringify(bad)).to.deep.equal([Object.keys(bad)[0]]);
  });
});

eachDatabase('forms of services', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, carla] = [] as unknown as [Client, Client];
  let serviceId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, carla] = [await api.as(cast.ana), await api.as(cast.carla)];
    const form = [{ key: 'building', label: label('Building'), type: 'text', isRequired: true }];
    serviceId = (await carla.post('/services', { name: 'Moving', form })).body.id;
  });
  after(() => api.close());

  it('are asked when an incident is filed, kept as they were, and found', async () => {
    const refused = await ana.post('/incidents', { title: 'Move my desk', serviceId, form: {} });
    expect([refused.status, refused.body.errors[0].pointer]).to.deep.equal([422, '/form/building']);
    const { status, body } = await ana.post('/incidents', { title: 'Move my desk', serviceId, form: { building: 'Quagga wing' } });
    expect(status).to.equal(201);
    await carla.patch(`/services/${serviceId}`, { form: null });
    const [answer] = (await ana.get(`/incidents/${body.id}/form`)).body.items;
    expect(answer).to.deep.include({ key: 'building', label: label('Building'), value: 'Quagga wing' });
    await ana.post(`/incidents/${body.id}/comments`, { body: 'Please' });
    expect((await ana.get('/search?q=quagga')).body.items).to.have.length(1);
    expect((await (await api.as(cast.eve)).get(`/incidents/${body.id}/form`)).status).to.equal(404);
  });

  it('are refused when they make no sense', async () => {
    const pointer = async (form: object[]) => (await carla.patch(`/services/${serviceId}`, { form })).body.errors?.[0]?.pointer;
    const good = { key: 'a', label: label('A'), type: 'text' };
    expect(await pointer([good, good])).to.equal('/form/1');
    expect(await pointer([{ ...good, type: 'choice' }])).to.equal('/form/0');
    expect(await pointer([{ ...good, showWhen: { key: 'b', equals: 'x' } }])).to.equal('/form/0');
    expect(await pointer([{ ...good, key: 'A b' }])).to.equal('/form/0/key');
  });

  it('ask nothing of programs and old clients', async () => {
    expect((await ana.post('/incidents', { title: 'No form given', serviceId })).status).to.equal(201);
  });
});
