import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { addComment } from '../incidents/add-comment.ts';
import { assignIncident } from '../incidents/assign-incident.ts';
import { cancelIncident } from '../incidents/cancel-incident.ts';
import { reopenIncident } from '../incidents/reopen-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { file } from '../incidents/testing-incidents.ts';
import { fakeClock } from '../platform/clock.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { stepsOf } from './flow-report.ts';

const hour = 3_600_000;
const day = 24 * hour;
const monday = new Date('2026-11-02T09:00:00.000Z');

eachDatabase('reports', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;
  const passed = (ms: number): void => ctx.clock.advance(ms);

  before(async () => {
    ctx = testContext(db(), fakeClock(monday.toISOString()));
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
    await month();
  });
  after(() => api.close());

  /** Four incidents: one answered and resolved within two hours, one reopened, one cancelled, one old and unassigned. */
  async function month(): Promise<void> {
    const solution = { code: 'fixed', note: 'Done' } as const;
    const quick = await file(ctx, cast.ana, { title: 'Quick' });
    passed(hour);
    await addComment(ctx, cast.ben, quick.id, { body: 'On it' });
    await assignIncident(ctx, cast.ben, quick.id, { technicianId: cast.ben.id as string }, null);
    passed(hour);
    await resolveIncident(ctx, cast.ben, quick.id, solution, null);
    passed(day);
    const back = await file(ctx, cast.eve, { title: 'Comes back' });
    passed(3 * hour);
    await resolveIncident(ctx, cast.ben, back.id, solution, null);
    passed(hour);
    await reopenIncident(ctx, cast.eve, back.id, 'Still broken', null);
    const mistake = await file(ctx, cast.ana, { title: '=cmd()' });
    await cancelIncident(ctx, cast.ana, mistake.id, 'Mistake', null);
    await file(ctx, cast.ana, { title: 'Old', impact: 'high', urgency: 'high' });
    passed(10 * day);
  }

  const span = `from=${monday.toISOString()}&to=${new Date(monday.getTime() + 12 * day).toISOString()}`;
  const read = async (path: string) => {
    const { status, body } = await carla.get(path);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body;
  };
  const cell = (report: { columns: Array<{ key: string }> }, cells: unknown[], key: string) =>
    cells[report.columns.findIndex((c) => c.key === key)];

  it('say what is open, how old and by whom', async () => {
    const report = await read('/reports/backlog?by=department');
    expect(cell(report, report.total, 'open')).to.equal(2);
    expect(cell(report, report.total, 'underMonth')).to.equal(2);
    expect(cell(report, report.total, 'underDay')).to.equal(0);
    expect(report.rows).to.have.length(2);
  });

  it('say what came and went, and the backlog at each end', async () => {
    const report = await read(`/reports/flow?${span}&interval=day&timeZone=Europe/Paris`);
    const of = (key: string) => report.rows.map((row: { cells: unknown[] }) => cell(report, row.cells, key));
    expect(of('opened').slice(0, 3)).to.deep.equal([1, 3, 0]);
    expect(of('resolved').slice(0, 3)).to.deep.equal([1, 1, 0]);
    expect(of('reopened').slice(0, 3)).to.deep.equal([0, 1, 0]);
    expect(of('cancelled').slice(0, 3)).to.deep.equal([0, 1, 0]);
    expect(of('backlog').slice(0, 3)).to.deep.equal([0, 2, 2]);
  });

  it('say which promises were kept and how long people waited', async () => {
    const report = await read(`/reports/targets?${span}&by=supportGroup`);
    expect(cell(report, report.total, 'opened')).to.equal(3);
    expect(cell(report, report.total, 'resolutionMedian')).to.equal(2 * hour);
    expect(cell(report, report.total, 'resolutionMet')).to.be.a('number');
    expect(report.rows.reduce((sum: number, row: { cells: number[] }) => sum + (row.cells[0] as number), 0)).to.equal(3);
  });

  it('say who has and did how much', async () => {
    const report = await read(`/reports/workload?${span}`);
    const ben = report.rows.find((row: { label: string }) => row.label === cast.ben.name);
    expect(cell(report, ben.cells, 'answers')).to.equal(1);
    expect(cell(report, ben.cells, 'resolved')).to.equal(1);
  });

  it('say how often a solution was none', async () => {
    const report = await read(`/reports/reopened?${span}&by=department`);
    expect(report.total).to.deep.equal([2, 1, 0.5]);
  });

  it('narrow to a group, a service, a priority and a department', async () => {
    const all = await read('/reports/backlog?by=priority');
    const urgent = await read('/reports/backlog?by=priority&priority=P1');
    expect([cell(all, all.total, 'open'), cell(urgent, urgent.total, 'open')]).to.deep.equal([2, 1]);
    const nobody = await read('/reports/backlog?department=Nowhere');
    expect(nobody.rows).to.deep.equal([]);
    expect(nobody.total).to.deep.equal([]);
  });

  it('count by every dimension', async () => {
    for (const by of ['supportGroup', 'service', 'department', 'deviceModel', 'assignee', 'priority', 'source'])
      for (const name of ['backlog', 'targets', 'reopened']) await read(`/reports/${name}?by=${by}`);
  });

  it('come as CSV that no spreadsheet executes', async () => {
    const { status, body, headers } = await carla.get(`/reports/targets/export.csv?${span}`);
    expect(status).to.equal(200);
    expect(headers.get('content-disposition')).to.include('targets.csv');
    expect(String(body)).to.include('resolutionMedian (min)').and.include('120');
  });

  it('refuse spans that make no sense', async () => {
    for (const bad of [
      'from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z',
      'from=1999-01-01T00:00:00Z',
      'timeZone=Mars/Base',
      'interval=hour',
    ])
      expect((await carla.get(`/reports/flow?${bad}`)).status, bad).to.equal(422);
    expect((await carla.get('/reports/flow?from=2016-12-01T00:00:00Z&interval=day')).status).to.equal(422);
  });

  it('are for leads', async () => {
    for (const actor of [cast.ana, cast.ben]) expect((await (await api.as(actor)).get('/reports/backlog')).status).to.equal(403);
  });
});

describe('steps of a report', () => {
  const utc = (text: string): Date => new Date(text);
  it('begin at the zone’s first instant of each day, also where midnight does not exist', () => {
    const steps = stepsOf({ from: utc('2026-04-23T12:00:00Z'), to: utc('2026-04-25T12:00:00Z') }, 'day', 'Africa/Cairo');
    expect(steps.map((at) => at.toISOString())).to.deep.equal([
      '2026-04-22T22:00:00.000Z',
      '2026-04-23T22:00:00.000Z',
      '2026-04-24T21:00:00.000Z',
    ]);
  });
  it('begin weeks on Monday and months on their first', () => {
    const span = { from: utc('2026-11-04T12:00:00Z'), to: utc('2026-12-02T00:00:00Z') };
    expect(stepsOf(span, 'week', 'UTC').map((at) => at.toISOString().slice(0, 10))).to.deep.equal([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(stepsOf(span, 'month', 'UTC').map((at) => at.toISOString().slice(0, 10))).to.deep.equal(['2026-11-01', '2026-12-01']);
  });
});
