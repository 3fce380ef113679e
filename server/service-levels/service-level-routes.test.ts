import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { newId } from '../platform/ids.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

const week = {
  mon: [['09:00', '17:00']],
  tue: [['09:00', '17:00']],
  wed: [['09:00', '17:00']],
  thu: [['09:00', '17:00']],
  fri: [['09:00', '17:00']],
};
const calendar = (rest: object = {}) => ({ name: `Hours ${newId()}`, timeZone: 'Europe/Paris', week, ...rest });
const agreement = (rest: object = {}) => ({
  name: `Gold ${newId()}`,
  targets: { P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' } },
  ...rest,
});

eachDatabase('service levels over the API', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let dmitri: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, dmitri] = (await Promise.all([cast.ana, cast.ben, cast.carla, cast.dmitri].map((actor) => api.as(actor)))) as [
      Client,
      Client,
      Client,
      Client,
    ];
  });
  after(() => api.close());

  it('lets technicians read and leads and administrators write', async () => {
    const { id } = (await carla.post('/service-calendars', calendar())).body;
    const paths = [
      ['/service-calendars', `/service-calendars/${id}`, calendar],
      [
        '/service-level-agreements',
        `/service-level-agreements/${(await carla.post('/service-level-agreements', agreement())).body.id}`,
        agreement,
      ],
    ] as const;
    for (const [list, one, body] of paths) {
      const table = await Promise.all(
        [api.guest, ana, ben, carla, dmitri].map(async (client) => [
          (await client.get(list)).status,
          (await client.get(one)).status,
          (await client.post(list, body())).status,
          (await client.patch(one, {})).status,
        ]),
      );
      expect(table).to.deep.equal([
        [401, 401, 401, 401],
        [403, 403, 403, 403],
        [200, 200, 403, 403],
        [200, 200, 201, 200],
        [200, 200, 201, 200],
      ]);
    }
  });

  it('makes the first calendar the default, and there is never more than one', async () => {
    await carla.post('/service-calendars', calendar({ isDefault: true }));
    const { body } = await carla.post('/service-calendars', calendar({ isDefault: true }));
    const { items } = (await ben.get('/service-calendars')).body;
    expect(items.filter((item: { isDefault: boolean }) => item.isDefault).map(({ id }: { id: string }) => id)).to.deep.equal([body.id]);
  });

  it('takes parallel edits one after the other', async () => {
    const { id } = (await carla.post('/service-calendars', calendar())).body;
    const edits = await Promise.all(
      [1, 2, 3].map((n) => carla.patch(`/service-calendars/${id}`, { exceptions: { [`2027-01-0${n}`]: [] } })),
    );
    expect(edits.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
    const same = calendar({ isDefault: true });
    const twins = await Promise.all([carla.post('/service-calendars', same), carla.post('/service-calendars', same)]);
    expect(twins.map(({ status }) => status).sort()).to.deep.equal([201, 422]);
    const { items } = (await ben.get('/service-calendars')).body;
    expect(items.filter((item: { isDefault: boolean }) => item.isDefault)).to.have.length(1);
  });

  it('makes every change a version and refuses one on an old version', async () => {
    const { id, version } = (await carla.post('/service-calendars', calendar({ supportGroupIds: [cast.serviceDesk] }))).body;
    const changed = await carla.patch(`/service-calendars/${id}`, { exceptions: { '2026-12-25': [] } }, { 'If-Match': `"${version}"` });
    expect([changed.status, changed.body.version, changed.body.exceptions]).to.deep.equal([200, 2, { '2026-12-25': [] }]);
    expect(changed.body.supportGroupIds).to.deep.equal([cast.serviceDesk]);
    expect((await carla.patch(`/service-calendars/${id}`, { name: 'x' }, { 'If-Match': `"${version}"` })).status).to.equal(412);
    expect((await ben.get(`/service-calendars/${newId()}`)).status).to.equal(404);
  });

  it('says of bad calendars what is wrong and where', async () => {
    const { body: taken } = await carla.post('/service-calendars', calendar());
    const cases: Array<[object, string]> = [
      [calendar({ timeZone: 'Europe/Atlantis' }), '/timeZone'],
      [calendar({ week: { mon: [['9', '17:00']] } }), '/week/mon/0/0'],
      [calendar({ week: { mon: [['24:00', '02:00']] } }), '/week/mon/0/0'],
      [calendar({ week: { mon: [['09:00', '09:00']] } }), '/week/mon/0'],
      [calendar({ week: { monday: [] } }), '/week'],
      [calendar({ week: {} }), '/week'],
      [calendar({ exceptions: { '2026-02-30': [] } }), '/exceptions/2026-02-30'],
      [calendar({ supportGroupIds: [newId()] }), '/supportGroupIds/0'],
      [calendar({ name: taken.name }), '/name'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await carla.post('/service-calendars', body);
      expect([answer.status, answer.body.errors?.[0]?.pointer], JSON.stringify(answer.body)).to.deep.equal([422, pointer]);
    }
    expect((await carla.patch(`/service-calendars/${taken.id}`, { week: {} })).status).to.equal(422);
  });

  it('says of bad agreements what is wrong and where', async () => {
    const p1 = (target: object) => agreement({ targets: { P1: target } });
    const cases: Array<[object, string]> = [
      [agreement({ targets: {} }), '/targets'],
      [agreement({ targets: { P9: {} } }), '/targets'],
      [p1({ responseTarget: '15 minutes' }), '/targets/P1/responseTarget'],
      [p1({ responseTarget: '-PT15M' }), '/targets/P1/responseTarget'],
      [p1({ resolutionTarget: 'P1M' }), '/targets/P1/resolutionTarget'],
      [p1({ resolutionTarget: 'PT4H', calendarId: newId() }), '/targets/P1/calendarId'],
      [agreement({ calendarId: newId() }), '/calendarId'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await carla.post('/service-level-agreements', body);
      expect([answer.status, answer.body.errors?.[0]?.pointer], JSON.stringify(answer.body)).to.deep.equal([422, pointer]);
    }
  });

  describe('preview', () => {
    const preview = (rest: object = {}) =>
      ben.post('/service-calendars/preview', {
        calendar: { timeZone: 'Europe/Paris', week, exceptions: {} },
        startAt: '2026-11-20T16:45:00+01:00',
        duration: 'PT4H',
        ...rest,
      });

    it('tells when a promise is due and by which hours', async () => {
      const { status, body } = await preview({ pauses: [['2026-11-23T09:00:00+01:00', '2026-11-23T10:00:00+01:00']] });
      expect([status, body.dueAt]).to.deep.equal([200, '2026-11-23T12:45:00.000Z']);
      expect(
        body.segments.map(({ state, served, to }: { state: string; served: string; to: string }) => [state, served, to]),
      ).to.deep.equal([
        ['running', 'PT15M', '2026-11-23T08:00:00.000Z'],
        ['paused', 'PT0S', '2026-11-23T09:00:00.000Z'],
        ['running', 'PT3H45M', '2026-11-23T12:45:00.000Z'],
      ]);
    });

    it('honours exceptions', async () => {
      const exceptions = { '2026-11-23': [], '2026-11-21': [['10:00', '12:00']] };
      const { body } = await preview({ calendar: { timeZone: 'Europe/Paris', week, exceptions } });
      expect(body.dueAt).to.equal('2026-11-24T09:45:00.000Z');
    });

    it('has no due time while a pause has no end', async () => {
      expect((await preview({ pauses: [['2026-11-20T16:50:00+01:00', null]] })).body.dueAt).to.equal(null);
    });

    it('needs no exceptions and no pauses, and refuses what makes no sense', async () => {
      expect((await preview({ calendar: { timeZone: 'Europe/Paris', week } })).body.dueAt).to.equal('2026-11-23T11:45:00.000Z');
      const cases: Array<[object, string]> = [
        [{ calendar: { timeZone: 'Mars/Olympus', week } }, '/calendar/timeZone'],
        [{ calendar: { timeZone: 'UTC', week: {} } }, '/calendar/week'],
        [{ calendar: { timeZone: 'UTC', week: {}, exceptions: { '2020-01-01': [['09:00', '10:00']] } } }, '/calendar'],
        [{ duration: 'soon' }, '/duration'],
        [{ duration: 'PT999999999H' }, '/duration'],
        [{ startAt: 'yesterday' }, '/startAt'],
        [{ startAt: '9999-01-01T00:00:00Z' }, '/startAt'],
        [{ pauses: [['2026-11-23T10:00:00Z', '2026-11-23T09:00:00Z']] }, '/pauses/0'],
      ];
      for (const [rest, pointer] of cases) {
        const answer = await preview(rest);
        expect([answer.status, answer.body.errors?.[0]?.pointer], JSON.stringify(answer.body)).to.deep.equal([422, pointer]);
      }
    });
  });
});
