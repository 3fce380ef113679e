import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { fakeClock } from '../platform/clock.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { sweepReportSchedules } from './save-report-schedule.ts';
import { lastPeriod, sendReport } from './send-report.ts';

eachDatabase('scheduled reports', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;
  let id: string;

  before(async () => {
    ctx = testContext(db(), fakeClock('2026-11-20T15:45:00.000Z'));
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
  });
  after(() => api.close());

  const monday = { cron: '0 7 * * 1', timeZone: 'Europe/Paris' };
  const order = () => ({ name: 'Weekly promises', report: 'targets', schedule: monday, recipientIds: [cast.carla.id, cast.dmitri.id] });
  const dueNow = () => dueRows(ctx.db.sql, ctx.clock(), 10, { only: ['report.send'] });
  const told = async (): Promise<number> => (await ctx.db.sql('notifications').where({ kind: 'report.ready' })).length;

  it('are sent on Monday at seven, once to each, and again a week later', async () => {
    const { status, body } = await carla.post('/report-schedules', order());
    expect(status).to.equal(201);
    expect(body).to.deep.include({ nextAt: '2026-11-23T06:00:00.000Z', period: 'week', isActive: true });
    id = body.id;
    expect(await dueNow()).to.have.length(0);
    ctx.clock.set('2026-11-23T06:00:00.000Z');
    const [row] = await dueNow();
    await sendReport(ctx, { scheduleId: id }, row?.id as string);
    await sendReport(ctx, { scheduleId: id }, row?.id as string);
    expect(await told()).to.equal(2);
    expect((await carla.get(`/report-schedules/${id}`)).body).to.deep.include({
      nextAt: '2026-11-30T06:00:00.000Z',
      lastSentAt: '2026-11-23T06:00:00.000Z',
    });
  });

  it('tell about the last whole week of their zone', async () => {
    const [notice] = await ctx.db.sql('notifications').where({ kind: 'report.ready' });
    expect(notice.data).to.deep.include({ title: 'Weekly promises', text: '2026-11-16 – 2026-11-22' });
    expect(notice.data.attachment.name).to.equal('targets.csv');
    expect(notice.data.attachment.text).to.include('opened');
    expect(notice.subjectId).to.match(/^targets\?from=2026-11-15/);
  });

  it('are changed, switched off, found by the sweep and removed', async () => {
    const changed = await carla.patch(
      `/report-schedules/${id}`,
      { schedule: { cron: '0 8 * * *', timeZone: 'UTC' } },
      { 'If-Match': '"1"' },
    );
    expect(changed.body.nextAt).to.equal('2026-11-23T08:00:00.000Z');
    expect((await carla.patch(`/report-schedules/${id}`, { name: 'Late' }, { 'If-Match': '"1"' })).status).to.equal(412);
    expect((await carla.patch(`/report-schedules/${id}`, { isActive: false })).body.nextAt).to.equal(null);
    expect(await sweepReportSchedules(ctx)).to.equal(0);
    await carla.patch(`/report-schedules/${id}`, { isActive: true });
    await ctx.db.writer('outbox').where({ job: 'report.send' }).delete();
    expect([await sweepReportSchedules(ctx), await sweepReportSchedules(ctx)]).to.deep.equal([1, 0]);
    expect((await carla.delete(`/report-schedules/${id}`)).status).to.equal(204);
    expect((await carla.get(`/report-schedules/${id}`)).status).to.equal(404);
    ctx.clock.set('2026-12-24T08:00:00.000Z');
    expect(await dueNow()).to.have.length(0);
  });

  it('refuse what can never be sent', async () => {
    const bad = async (change: object) => (await carla.post('/report-schedules', { ...order(), ...change })).body.errors?.[0]?.pointer;
    expect(await bad({ recipientIds: [cast.ana.id] })).to.equal('/recipientIds/0');
    expect(await bad({ recipientIds: [cast.carla.id, 'nobody'] })).to.equal('/recipientIds/1');
    expect(await bad({ schedule: { cron: '0 7 31 2 *', timeZone: 'UTC' } })).to.equal('/schedule/cron');
    expect(await bad({ schedule: { cron: '0 7 * * 1', timeZone: 'Moon' } })).to.equal('/schedule/timeZone');
    expect(await bad({ recipientIds: [] })).to.equal('/recipientIds');
  });
});

describe('the last period', () => {
  const at = new Date('2026-11-23T06:00:00.000Z');
  const iso = (period: 'day' | 'week' | 'month' | 'quarter') =>
    Object.values(lastPeriod(period, at, 'Europe/Paris')).map((d) => d.toISOString());
  it('is whole in its zone, over the change of the clocks too', () => {
    expect(iso('day')).to.deep.equal(['2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z']);
    expect(iso('month')).to.deep.equal(['2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z']);
    expect(iso('quarter')).to.deep.equal(['2026-06-30T22:00:00.000Z', '2026-09-30T22:00:00.000Z']);
  });
});
