import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { assignIncident } from '../incidents/assign-incident.ts';
import { countMatching } from '../incidents/count-matching.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { askerOf } from '../incidents/filter-incidents.ts';
import { incidentFilters } from '../incidents/incident-filter-schemas.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { file } from '../incidents/testing-incidents.ts';
import { addSupportGroup } from '../people/save-support-group.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('saved views', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let carla: Client;
  let dmitri: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ben, carla, dmitri] = (await Promise.all([cast.ben, cast.carla, cast.dmitri].map((actor) => api.as(actor)))) as [
      Client,
      Client,
      Client,
    ];
  });
  after(() => api.close());

  const idsOf = async (client: Client): Promise<string[]> => (await client.get('/views')).body.items.map(({ id }: { id: string }) => id);
  const save = async (client: Client, body: object) => client.post('/views', { name: 'Mine', filters: { status: 'new' }, ...body });
  const countsOf = async (client: Client): Promise<Record<string, number>> =>
    Object.fromEntries((await client.get('/views/counts')).body.items.map(({ id, count }: { id: string; count: number }) => [id, count]));

  it('gives everybody the first views, which nobody changes', async () => {
    const first = ['open', 'mine', 'groups', 'unassigned', 'overdue', 'due-today', 'pending', 'watching', 'resolved', 'done'];
    expect(await idsOf(ben)).to.deep.equal(first);
    const view = (await ben.get('/views/mine')).body;
    expect(view).to.deep.include({ name: null, owner: null, isPinned: true, canEdit: false, sort: 'dueAt' });
    expect((await dmitri.patch('/views/mine', { name: 'x' })).status).to.equal(403);
    expect((await dmitri.delete('/views/mine')).status).to.equal(403);
  });

  it('keeps filters, order and columns, and refuses what it does not know', async () => {
    const filters = { status: 'new,pending', department: 'Sales', due: '..tomorrow', tag: 'vip' };
    const made = await save(ben, { filters, sort: '-priority', columns: ['number', 'dueAt'] });
    expect([made.status, made.body.filters, made.body.columns]).to.deep.equal([201, filters, ['number', 'dueAt']]);
    const wrong = await save(ben, { filters: { status: 'nope', nonsense: 'x', due: 'sometime' }, sort: 'colour' });
    expect(wrong.status).to.equal(422);
    const pointers = wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).to.include.members(['/filters/nonsense', '/filters/due', '/sort']);
    expect((await save(ben, { columns: ['number', 'number'] })).status).to.equal(422);
    await ben.delete(`/views/${made.body.id}`);
  });

  it('shows a personal view to its owner alone', async () => {
    const { id } = (await save(ben, {})).body;
    expect([(await carla.get(`/views/${id}`)).status, (await carla.patch(`/views/${id}`, { name: 'x' })).status]).to.deep.equal([404, 404]);
    expect(await idsOf(carla)).not.to.include(id);
    await ben.delete(`/views/${id}`);
    expect((await ben.get(`/views/${id}`)).status).to.equal(404);
  });

  it('shares with a group that one belongs to, and lets leads tidy up', async () => {
    const other = await addSupportGroup(ctx, { name: 'Network', email: null, isDefault: false, memberIds: [cast.dmitri.id!] });
    expect((await save(ben, { visibility: 'group', supportGroupId: other.id })).status).to.equal(403);
    expect((await save(ben, { visibility: 'group' })).status).to.equal(422);
    expect((await save(ben, { visibility: 'all', supportGroupId: other.id })).status).to.equal(422);
    const shared = (await save(ben, { visibility: 'group', supportGroupId: cast.serviceDesk })).body;
    expect((await carla.get(`/views/${shared.id}`)).body).to.deep.include({ isPinned: true, canEdit: true });
    const everybodys = (await save(dmitri, { name: 'House', visibility: 'all' })).body;
    expect((await ben.get(`/views/${everybodys.id}`)).body).to.deep.include({ isPinned: false, canEdit: false });
    expect((await ben.patch(`/views/${everybodys.id}`, { name: 'x' })).status).to.equal(403);
    expect((await carla.delete(`/views/${everybodys.id}`)).status).to.equal(204);
    await ben.delete(`/views/${shared.id}`);
  });

  it('tells the slower of two editors, and duplicates under another name', async () => {
    const made = (await save(ben, { filters: { status: 'new', tag: 'vip' }, columns: ['tags'] })).body;
    const changed = await ben.patch(`/views/${made.id}`, { name: 'Renamed' }, { 'If-Match': '"1"' });
    expect([changed.body.name, changed.body.version]).to.deep.equal(['Renamed', 2]);
    expect((await ben.patch(`/views/${made.id}`, { name: 'Late' }, { 'If-Match': '"1"' })).status).to.equal(412);
    const copy = (await ben.post('/views', { name: 'Copy', copyOf: made.id })).body;
    expect(copy).to.deep.include({ name: 'Copy', filters: { status: 'new', tag: 'vip' }, columns: ['tags'], visibility: 'personal' });
    const ofFirst = (await ben.post('/views', { name: 'My open ones', copyOf: 'mine' })).body;
    expect(ofFirst.filters.assigneeId).to.equal('me');
    for (const id of [made.id, copy.id, ofFirst.id]) await ben.delete(`/views/${id}`);
  });

  it('keeps everybody’s own order and what is at hand', async () => {
    const items = [
      { id: 'overdue', isPinned: true },
      { id: 'done', isPinned: false },
      { id: 'mine', isPinned: true },
    ];
    const { body } = await ben.put('/views/sidebar', { items });
    expect(body.items.slice(0, 3).map(({ id, isPinned }: { id: string; isPinned: boolean }) => ({ id, isPinned }))).to.deep.equal(items);
    expect(Object.keys(await countsOf(ben)).slice(0, 2)).to.deep.equal(['overdue', 'mine']);
    expect(await countsOf(ben)).not.to.have.property('done');
    expect((await idsOf(carla))[0]).to.equal('open');
    await ben.put('/views/sidebar', { items: [] });
  });

  it('counts what each view holds, and knows at once of every change', async () => {
    const [first, second] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    expect(await countsOf(ben)).to.deep.include({ open: 2, mine: 0, groups: 2, unassigned: 2 });
    await assignIncident(ctx, cast.ben, first.id, { technicianId: 'me' }, null);
    expect(await countsOf(ben)).to.deep.include({ open: 2, mine: 1, unassigned: 1 });
    expect(await countsOf(carla)).to.deep.include({ open: 2, mine: 0, unassigned: 1 });
    await resolveIncident(ctx, cast.ben, second.id, { code: 'fixed' });
    expect(await countsOf(ben)).to.deep.include({ open: 1, resolved: 1, done: 1 });
    ctx.clock.advance(8 * 24 * 3_600_000);
    expect(await countsOf(ben)).to.deep.include({ resolved: 0, done: 1 });
  });

  it('counts once for everybody who asks at the same time', async () => {
    const asked: string[] = [];
    const listen = ({ sql }: { sql: string }): void => void (/count/.test(sql) && asked.push(sql));
    db().sql.on('query', listen);
    await file(ctx, cast.ana);
    const filters = incidentFilters.parse({ status: 'new', priority: 'P1,P2,P3' });
    const ask = async () => countMatching(ctx, [{ asker: await askerOf(ctx, cast.ben, filters), filters }]);
    await Promise.all(Array.from({ length: 20 }, ask));
    await ask();
    db().sql.removeListener('query', listen);
    expect(asked.filter((sql) => /priority/.test(sql))).to.have.length(1);
  });

  it('finds by tags, which technicians give and the history tells', async () => {
    const incident = await file(ctx, cast.ana);
    const tagged = await editIncident(ctx, cast.ben, incident.id, { tags: ['VIP', 'réseau', 'vip'] }, null);
    expect(tagged.tags).to.deep.equal(['réseau', 'vip']);
    const found = async (query: string) => (await ben.get(`/incidents?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await found('tag=Vip')).to.deep.equal([incident.id]);
    expect((await ben.get('/incidents/tags?q=r')).body.items).to.deep.equal(['réseau']);
    expect((await (await api.as(cast.ana)).patch(`/incidents/${incident.id}`, { tags: ['x'] })).status).to.equal(403);
    await ben.patch(`/incidents/${incident.id}`, { tags: [] });
    expect(await found('tag=vip')).to.deep.equal([]);
    expect((await ben.get('/incidents/tags')).body.items).to.deep.equal([]);
  });

  it('counts for who is about to act on all of them', async () => {
    expect((await ben.get('/incidents/count?department=Legal')).body).to.deep.equal({ count: 1, limit: 10_000 });
    expect((await ben.get('/incidents/count?department=Legal&status=new')).body.count).to.equal(0);
  });
});
