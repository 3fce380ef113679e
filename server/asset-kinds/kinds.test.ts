import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

const name = (en: string, fr = en) => ({ en, fr });

eachDatabase('kinds of assets and their fields', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let ben: Client;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
    ben = await api.as(cast.ben);
  });
  after(() => api.close());

  const field = async (body: object) => {
    const { status, body: made } = await dmitri.post('/asset-fields', body);
    expect(status, JSON.stringify(made)).to.equal(201);
    return made;
  };
  const register = (body: object) => ben.post('/assets', { kind: 'computer', name: 'PC', ...body });

  it('the database is whole after the check of kinds was taken away', async function () {
    if (db().dialect.name !== 'sqlite') this.test!.title += ' (nothing to ask on PostgreSQL)';
    else {
      expect(await db().sql.raw('pragma integrity_check')).to.deep.equal([{ integrityCheck: 'ok' }]);
      expect(await db().sql.raw('pragma foreign_key_check')).to.deep.equal([]);
    }
    const refused = await db()
      .writer('assetTagSequences')
      .insert({
        id: 'x',
        prefix: 'X',
        digits: 1,
        suffix: '',
        first: 1,
        kind: 'none',
        position: 0,
        isActive: true,
        version: 1,
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .catch((error) => error);
    expect(db().dialect.isForeignKeyViolation(refused)).to.equal(true);
  });

  it('the eight that the program knows are there, and everybody may read them', async () => {
    const { body } = await (await api.as(cast.ana)).get('/asset-kinds');
    expect(body.items.map(({ key }: { key: string }) => key)).to.deep.equal([
      'computer',
      'server',
      'phone',
      'mobile',
      'network',
      'printer',
      'peripheral',
      'other',
    ]);
    expect((await dmitri.delete('/asset-kinds/computer')).status).to.equal(409);
    expect((await dmitri.patch('/asset-kinds/computer', { base: 'server' })).status).to.equal(422);
  });

  it('an own kind is for administrators to add, and assets may be of it', async () => {
    const tablet = { key: 'tablet', name: name('Tablet', 'Tablette'), base: 'mobile', icon: 'tablet' };
    expect((await ben.post('/asset-kinds', tablet)).status).to.equal(403);
    const { status, body } = await dmitri.post('/asset-kinds', tablet);
    expect([status, body.base, body.position]).to.deep.equal([201, 'mobile', 8]);
    expect((await dmitri.post('/asset-kinds', tablet)).body.errors[0].pointer).to.equal('/key');
    const asset = await register({ kind: 'tablet', name: 'Tablet of the stand' });
    expect([asset.status, asset.body.kind]).to.deep.equal([201, 'tablet']);
    expect((await register({ kind: 'spaceship' })).body.errors).to.deep.equal([{ pointer: '/kind', message: 'There is no such kind' }]);
    expect((await ben.get('/assets?kind=tablet')).body.items.map(({ id }: { id: string }) => id)).to.deep.equal([asset.body.id]);
    expect((await ben.get('/assets?kind=spaceship')).status).to.equal(422);
    expect((await dmitri.delete('/asset-kinds/tablet')).body.detail).to.include('in use');
    await dmitri.patch('/asset-kinds/tablet', { isActive: false });
    expect((await register({ kind: 'tablet' })).body.errors[0].message).to.equal('Tablet is offered no more');
    expect((await ben.patch(`/assets/${asset.body.id}`, { name: 'Still a tablet' })).status).to.equal(200);
  });

  it('a kind nothing is of goes, and a stale edit is a 412', async () => {
    const { body } = await dmitri.post('/asset-kinds', { key: 'drone', name: name('Drone') });
    expect((await dmitri.patch('/asset-kinds/drone', { icon: 'camera' }, { 'if-match': `"${body.version}"` })).status).to.equal(200);
    expect((await dmitri.patch('/asset-kinds/drone', { icon: 'tool' }, { 'if-match': `"${body.version}"` })).status).to.equal(412);
    expect((await dmitri.delete('/asset-kinds/drone')).status).to.equal(204);
    expect((await dmitri.get('/asset-kinds/drone')).status).to.equal(404);
  });

  it('fields are asked of the kinds that have them, typed, all faults at once', async () => {
    const ram = await field({
      key: 'ram_gb',
      name: name('Memory', 'Mémoire'),
      type: 'number',
      rules: { min: 1, decimals: 0, unit: 'GB' },
      kinds: ['computer'],
    });
    await field({ key: 'owner', name: name('Owner', 'Propriétaire'), type: 'person', kinds: ['computer'] });
    await field({
      key: 'color',
      name: name('Colour', 'Couleur'),
      type: 'choice',
      choices: [{ value: 'red', name: name('Red', 'Rouge') }],
      kinds: ['computer', 'printer'],
    });
    const { status, body } = await register({ fields: { ram_gb: '16', owner: 'ana@example.org', color: 'Rouge' } });
    expect(status, JSON.stringify(body)).to.equal(201);
    expect(body.fields).to.deep.equal({ ram_gb: 16, owner: { id: cast.ana.id, name: 'Ana' }, color: 'red' });
    expect((await ben.get(`/assets/${body.tag}`)).body.fields).to.deep.equal(body.fields);
    const wrong = await register({ fields: { ram_gb: 0, owner: 'nobody', color: 'blue', wheels: 4 } });
    expect(wrong.status).to.equal(422);
    expect(wrong.body.errors).to.deep.equal([
      { pointer: '/fields/ram_gb', message: 'must be at least 1' },
      { pointer: '/fields/owner', message: 'There is no such person' },
      { pointer: '/fields/color', message: 'must be one of red' },
      { pointer: '/fields/wheels', message: 'This kind has no such field' },
    ]);
    expect((await register({ kind: 'printer', fields: { ram_gb: 8 } })).body.errors[0].pointer).to.equal('/fields/ram_gb');
    expect((await dmitri.delete(`/asset-fields/${ram.id}`)).status).to.equal(409);
    expect((await dmitri.patch('/asset-fields/color', { choices: [{ value: 'blue', name: name('Blue') }] })).body.detail).to.include(
      'chosen somewhere',
    );
  });

  it('a change touches only the fields that it names, and the history tells', async () => {
    const { body } = await register({ fields: { ram_gb: 8, color: 'red' } });
    const changed = (await ben.patch(`/assets/${body.id}`, { fields: { ram_gb: 32 } })).body;
    expect(changed.fields).to.deep.equal({ ram_gb: 32, color: 'red' });
    // What was read may be sent back as it is.
    expect((await ben.patch(`/assets/${body.id}`, { fields: changed.fields })).body.version).to.equal(changed.version);
    expect((await ben.patch(`/assets/${body.id}`, { fields: { color: null } })).body.fields).to.deep.equal({ ram_gb: 32 });
    const history = (await ben.get(`/assets/${body.id}/history`)).body.items;
    expect(history[1].changes).to.deep.equal([{ field: 'fields.ram_gb', from: 8, to: 32 }]);
  });

  it('values of another kind stay, can be emptied, and are not in the way', async () => {
    const { body } = await register({ fields: { ram_gb: 8, color: 'red' } });
    const printer = await ben.patch(`/assets/${body.id}`, { kind: 'printer' });
    expect([printer.status, printer.body.fields]).to.deep.equal([200, { ram_gb: 8, color: 'red' }]);
    expect((await ben.patch(`/assets/${body.id}`, { fields: { ram_gb: 9 } })).status).to.equal(422);
    expect((await ben.patch(`/assets/${body.id}`, { fields: { ram_gb: null } })).body.fields).to.deep.equal({ color: 'red' });
  });

  it('what a kind requires is asked of new assets and of those that become of it, not of edits of something else', async () => {
    const old = (await register({ kind: 'phone', name: 'Old' })).body;
    const line = await field({ key: 'extension', name: name('Extension', 'Poste'), type: 'text', rules: { format: 'digits' }, kinds: [] });
    await dmitri.patch('/asset-kinds/phone', { fields: [{ fieldId: line.id, isRequired: true }] });
    expect((await register({ kind: 'phone' })).body.errors).to.deep.equal([{ pointer: '/fields/extension', message: 'is required' }]);
    expect((await register({ kind: 'phone', fields: { extension: '4711' } })).status).to.equal(201);
    expect((await ben.patch(`/assets/${old.id}`, { name: 'Old one' })).status).to.equal(200);
    expect((await ben.patch(`/assets/${old.id}`, { fields: { extension: '' } })).status).to.equal(422);
    const other = (await register({})).body;
    expect((await ben.patch(`/assets/${other.id}`, { kind: 'phone' })).status).to.equal(422);
    expect((await ben.patch(`/assets/${other.id}`, { kind: 'phone', fields: { extension: '12' } })).status).to.equal(200);
  });

  it('a unique value belongs to one, also of twelve at once', async () => {
    await field({ key: 'badge_no', name: name('Badge'), type: 'text', isUnique: true, kinds: ['peripheral'] });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        register({ kind: 'peripheral', name: `Badge ${i}`, fields: { badge_no: i % 2 ? 'B-1' : 'b-1' } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    const refused = answers.filter(({ status }) => status === 422);
    expect(refused).to.have.length(11);
    expect(refused[0]?.body.errors[0].message).to.include('has this value already');
  });

  it('searchable values are found, and who holds an asset sees what is meant for everybody', async () => {
    await field({ key: 'poetry', name: name('Poem'), type: 'text', isPublic: true, kinds: ['computer'] });
    const { body } = await register({
      name: 'Found',
      fields: { poetry: 'Quetzalcoatl', ram_gb: 4 },
      custodian: { type: 'person', id: cast.ana.id },
    });
    expect((await ben.get('/assets?q=quetzalcoatl')).body.items.map(({ id }: { id: string }) => id)).to.deep.equal([body.id]);
    expect((await (await api.as(cast.ana)).get(`/assets/${body.id}`)).body.fields).to.deep.equal({ poetry: 'Quetzalcoatl' });
  });

  it('a lifecycle of its own decides what an asset of the kind may become', async () => {
    const standard = {
      in_stock: ['deployed', 'retired'],
      deployed: ['in_stock', 'lost'],
      in_repair: ['in_stock'],
      lost: ['deployed'],
      retired: [],
      disposed: ['retired'],
    };
    const kind = { key: 'safe', name: name('Safe', 'Coffre'), transitions: standard };
    expect((await dmitri.post('/asset-kinds', { ...kind, transitions: { ...standard, deployed: [] } })).body.errors[0].pointer).to.equal(
      '/transitions/deployed',
    );
    expect(
      (await dmitri.post('/asset-kinds', { ...kind, transitions: { ...standard, in_stock: ['deployed'] } })).body.errors[0].message,
    ).to.equal('never leads out of service');
    expect((await dmitri.post('/asset-kinds', kind)).status).to.equal(201);
    const { body } = await register({ kind: 'safe', name: 'Safe' });
    expect((await ben.patch(`/assets/${body.id}`, { status: 'in_repair' })).status).to.equal(409);
    expect((await ben.put(`/assets/${body.id}/check-out`, { personId: cast.ana.id })).status).to.equal(200);
    expect((await dmitri.put(`/assets/${body.id}/retirement`, {})).status).to.equal(409);
    expect((await ben.put(`/assets/${body.id}/check-in`, {})).status).to.equal(200);
    expect((await dmitri.put(`/assets/${body.id}/retirement`, {})).status).to.equal(200);
    expect((await dmitri.delete(`/assets/${body.id}/retirement`)).status).to.equal(409);
  });

  it('nonsense is refused clearly', async () => {
    const faults = await Promise.all(
      [
        { key: 'Größe', name: name('x'), type: 'text' },
        { key: 'serial', name: name('x'), type: 'text' },
        { key: 'empty_choice', name: name('x'), type: 'choice' },
        { key: 'bounds', name: name('x'), type: 'number', rules: { min: 2, max: 1 } },
        { key: 'uniq', name: name('x'), type: 'boolean', isUnique: true },
        { key: 'nokind', name: name('x'), type: 'text', kinds: ['none'] },
      ].map(async (body) => (await dmitri.post('/asset-fields', body)).body.errors?.[0]?.pointer),
    );
    expect(faults).to.deep.equal(['/key', '/key', '/choices', '/rules/max', '/isUnique', '/kinds/0']);
    const odd = await ben.post('/assets', '{"kind":"computer","name":"PC","fields":{"__proto__":{"a":1}}}', {
      'content-type': 'application/json',
    });
    expect([odd.status, odd.body.fields]).to.deep.equal([201, {}]);
    expect((await register({ fields: [] })).status).to.equal(422);
  });
});
