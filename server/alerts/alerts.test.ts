import { expect } from 'chai';
import { transact } from '../../db/transaction.ts';
import { sentencesOf } from '../notifications/sentences.ts';
import type { Context } from '../platform/context.ts';
import { type Desk, story } from '../testing-desk.ts';
import { isDigestDue } from './alert.ts';
import { keepAlerts } from './keep-alerts.ts';
import { sendAlertDigests } from './send-digests.ts';

const dayMs = 86_400_000;

const open = async (
  { ben }: Pick<Desk, 'ben'>,
  query = '',
): Promise<Array<{ id: string; kind: string; dueOn: string; subject: { name: string } }>> => (await ben.get(`/alerts${query}`)).body.items;
const kindsOf = (alerts: Array<{ kind: string }>) => alerts.map(({ kind }) => kind);

const digestsOf = async (
  ctx: Context,
  personId: string,
): Promise<Array<{ data: { count: number; items: Array<{ kind: string; name: string }> } }>> =>
  ctx.db.sql('notifications').where({ recipientId: personId, kind: 'alert.digest' }).orderBy('createdAt');

describe('digests of alerts', () => {
  const monday = { day: '2026-11-23', hour: 9, weekday: 1 };

  it('go out from their hour on, once a day, and never at the weekend', () => {
    const daily = { rhythm: 'daily' as const, hour: 8 };
    expect(isDigestDue(daily, monday, null)).to.equal(true);
    expect(isDigestDue(daily, { ...monday, hour: 7 }, null)).to.equal(false);
    expect(isDigestDue(daily, monday, '2026-11-23')).to.equal(false);
    expect(isDigestDue(daily, monday, '2026-11-20')).to.equal(true);
    expect(isDigestDue(daily, { ...monday, weekday: 6 }, null)).to.equal(false);
    expect(isDigestDue(daily, { ...monday, weekday: 0 }, null)).to.equal(false);
    expect(isDigestDue({ rhythm: 'weekly', hour: 8 }, { ...monday, weekday: 2 }, null)).to.equal(false);
    expect(isDigestDue({ rhythm: 'weekly', hour: 8 }, monday, '2026-11-16')).to.equal(true);
    expect(isDigestDue({ rhythm: 'never', hour: 0 }, monday, null)).to.equal(false);
  });
});

story('alerts find what ends, is late, runs out and is silent', async (desk) => {
  const { ctx, ben, carla, cast, asset } = desk;
  await asset({ name: 'Warranty', warrantyUntil: '2026-12-24' });
  await asset({ name: 'Long warranty', warrantyUntil: '2029-01-01' });
  const retired = await asset({ name: 'Retired', warrantyUntil: '2026-12-01' });
  await carla.put(`/assets/${retired.tag}/retirement`, {});
  await carla.post('/depreciation-plans', { name: 'Servers', lifeMonths: 60, kinds: ['server'] });
  await asset({ kind: 'server', name: 'Old server', purchasedOn: '2022-01-10' });
  const own = await asset({ kind: 'server', name: 'Old by entry', purchasedOn: '2026-01-10' });
  await ben.patch(`/assets/${own.tag}/money`, { endOfLifeOn: '2026-12-31' });
  await ben.post('/contracts', { name: 'Renewing', startsOn: '2026-01-01', endsOn: '2026-12-31', renewalMonths: 12, noticeDays: 30 });
  await ben.post('/contracts', { name: 'Ending', startsOn: '2026-01-01', endsOn: '2026-12-31' });
  const away = await asset({ name: 'Away' });
  await ben.post(`/assets/${away.tag}/repairs`, { title: 'Screen', expectedOn: '2026-11-20' });
  const lent = await asset({ name: 'Lent' });
  await ben.put(`/assets/${lent.tag}/check-out`, { personId: cast.ana.id, dueAt: '2026-11-21T08:00:00Z' });
  await ben.post('/stock-items', { name: 'Toner', quantity: 1, minimum: 2 });
  await ben.post('/licences', { name: 'Office', expiresOn: '2026-12-31' });
  ctx.clock.advance(3 * dayMs);
  await keepAlerts(ctx);
  const found = await open(desk);
  expect(found.map(({ kind, dueOn, subject }) => [kind, dueOn, subject.name])).to.have.deep.members([
    ['repair_late', '2026-11-20', `${away.tag} · Away`],
    ['overdue', '2026-11-21', 'Lent'],
    ['low_stock', '2026-11-23', 'Toner'],
    ['contract_notice', '2026-12-01', 'Renewing'],
    ['warranty', '2026-12-24', 'Warranty'],
    ['end_of_life', '2026-12-31', 'Old by entry'],
    ['end_of_life', '2027-01-09', 'Old server'],
    ['contract_end', '2026-12-31', 'Ending'],
    ['licence_expiry', '2026-12-31', 'Office'],
  ]);
  expect(found.map(({ dueOn }) => dueOn)).to.deep.equal(found.map(({ dueOn }) => dueOn).sort());
  expect((await ben.get('/alerts/counts')).body.total).to.equal(9);
  expect(kindsOf(await open(desk, '?kind=overdue'))).to.deep.equal(['overdue']);
  // What was seen to is gone by itself.
  await ben.put(`/assets/${lent.tag}/check-in`, {});
  await keepAlerts(ctx);
  expect(kindsOf(await open(desk))).not.to.include('overdue');
  // A rule may be turned off or look further, at once.
  expect(await ben.patch('/alert-rules/warranty', { isEnabled: false })).to.include({ status: 403 });
  expect((await carla.patch('/alert-rules/warranty', { daysBefore: 2000 }, { 'If-Match': '"0"' })).body).to.include({
    version: 1,
    daysBefore: 2000,
  });
  expect(kindsOf(await open(desk)).filter((kind) => kind === 'warranty')).to.have.length(2);
  await carla.patch('/alert-rules/warranty', { isEnabled: false });
  expect(kindsOf(await open(desk))).not.to.include('warranty');
});

story('alerts tell each person once of a fact, and again only when it changes', async (desk) => {
  const { ctx, ben, carla, cast, asset } = desk;
  const laptop = await asset({ name: 'Laptop', warrantyUntil: '2026-12-24' });
  // Saturday, then Monday at half past seven in Paris, then eight.
  const round = async (at: string) => {
    ctx.clock.set(at);
    await keepAlerts(ctx);
    await sendAlertDigests(ctx);
    await sendAlertDigests(ctx);
    return (await digestsOf(ctx, cast.carla.id as string)).length;
  };
  expect(await round('2026-11-21T10:00:00Z')).to.equal(0);
  expect(await round('2026-11-23T06:30:00Z')).to.equal(0);
  expect(await round('2026-11-23T07:00:00Z')).to.equal(1);
  expect(await digestsOf(ctx, cast.ben.id as string)).to.have.length(0);
  expect(await digestsOf(ctx, cast.dmitri.id as string)).to.have.length(1);
  expect(await round('2026-11-24T09:00:00Z')).to.equal(1);
  // Another fact about another thing: only that one is told.
  const toner = (await ben.post('/stock-items', { name: 'Toner', quantity: 1, minimum: 2 })).body;
  expect(await round('2026-11-25T09:00:00Z')).to.equal(2);
  const second = (await digestsOf(ctx, cast.carla.id as string))[1];
  expect(second?.data).to.deep.include({ count: 1 });
  expect(second?.data.items[0]).to.include({ kind: 'low_stock', name: 'Toner', count: 1 });
  // Another name is not another fact; another date is.
  await ben.patch(`/assets/${laptop.tag}`, { name: 'Laptop of Ana' });
  expect(await round('2026-11-26T09:00:00Z')).to.equal(2);
  expect((await open(desk, '?kind=warranty'))[0]?.subject.name).to.equal('Laptop of Ana');
  await ben.patch(`/assets/${laptop.tag}`, { warrantyUntil: '2026-12-25' });
  expect(await round('2026-11-27T09:00:00Z')).to.equal(3);
  // Solved and so again: that is news.
  await ben.post(`/stock-items/${toner.id}/receipts`, { quantity: 5 });
  expect(await round('2026-11-30T09:00:00Z')).to.equal(3);
  await ben.post(`/stock-items/${toner.id}/corrections`, { quantity: -5, reason: 'Leaked' });
  expect(await round('2026-12-01T09:00:00Z')).to.equal(4);
  // Whoever wants none, or some, gets that.
  expect((await carla.get('/me/alert-digest')).body).to.deep.equal({ rhythm: 'daily', hour: 8, kinds: null, version: 0 });
  expect((await carla.patch('/me/alert-digest', { kinds: ['warranty'], hour: 6 }, { 'If-Match': '"0"' })).body).to.include({
    version: 1,
    hour: 6,
  });
  expect(await carla.patch('/me/alert-digest', { hour: 7 }, { 'If-Match': '"0"' })).to.include({ status: 412 });
  expect(await carla.patch('/me/alert-digest', { hour: 24 })).to.include({ status: 422 });
  await ben.post('/stock-items', { name: 'Paper', minimum: 2 });
  expect(await round('2026-12-02T09:00:00Z')).to.equal(4);
  await ben.patch('/me/alert-digest', { rhythm: 'daily' });
  await round('2026-12-03T09:00:00Z');
  expect((await digestsOf(ctx, cast.ben.id as string))[0]?.data.count).to.equal(3);
});

story('alerts that were dismissed stay away until their fact changes', async (desk) => {
  const { ctx, ben, cast, api, asset } = desk;
  const laptop = await asset({ warrantyUntil: '2026-12-24' });
  await keepAlerts(ctx);
  const [alert] = await open(desk);
  expect(await ben.put(`/alerts/${alert?.id}/dismissal`, { note: 'Is replaced in January' })).to.include({ status: 204 });
  expect(await open(desk)).to.deep.equal([]);
  expect((await open(desk, '?state=dismissed'))[0]).to.deep.include({
    dismissal: { by: 'Ben', at: ctx.clock().toISOString(), note: 'Is replaced in January' },
  });
  await keepAlerts(ctx);
  ctx.clock.set('2026-11-23T09:00:00Z');
  await sendAlertDigests(ctx);
  expect(await digestsOf(ctx, cast.carla.id as string)).to.deep.equal([]);
  expect(await ben.delete(`/alerts/${alert?.id}/dismissal`)).to.include({ status: 204 });
  expect(await open(desk)).to.have.length(1);
  await ben.put(`/alerts/${alert?.id}/dismissal`, {});
  await ben.patch(`/assets/${laptop.tag}`, { warrantyUntil: '2027-01-05' });
  await keepAlerts(ctx);
  expect(await open(desk)).to.have.length(1);
  expect(await ben.put(`/alerts/${alert?.id}/dismissal`, {})).to.include({ status: 404 });
  expect(await (await api.as(cast.ana)).get('/alerts')).to.include({ status: 403 });
});

story('alerts swept by several processes at once open once and tell once', async (desk) => {
  const { ctx, cast, asset } = desk;
  for (let n = 0; n < 5; n += 1) await asset({ name: `Laptop ${n}`, warrantyUntil: '2026-12-24' });
  ctx.clock.set('2026-11-23T09:00:00Z');
  await Promise.all(Array.from({ length: 4 }, () => keepAlerts(ctx)));
  expect(await open(desk)).to.have.length(5);
  await Promise.all(Array.from({ length: 4 }, () => sendAlertDigests(ctx)));
  const digests = await digestsOf(ctx, cast.carla.id as string);
  expect(digests.map(({ data }) => data.count)).to.deep.equal([5]);
});

story('alerts hear of agents that are silent', async (desk) => {
  const { ctx, asset } = desk;
  const laptop = await asset({ name: 'Silent' });
  await transact(ctx, async (tx) => {
    const at = new Date('2026-10-01T08:00:00Z');
    const source = {
      id: 's',
      name: 'Head office',
      username: 'u',
      passwordHash: 'x',
      contactEvery: 'PT24H',
      isActive: true,
      version: 1,
      createdAt: at,
    };
    await tx.db.sql('inventorySources').insert(source);
    const agent = { sourceId: 's', full: 'had', firstSeenAt: at, assetId: laptop.id };
    await tx.db.sql('inventoryAgents').insert([
      { ...agent, id: 'a', deviceId: 'one', lastContactAt: at },
      { ...agent, id: 'b', deviceId: 'two', lastContactAt: new Date('2026-10-05T08:00:00Z') },
    ]);
  });
  await keepAlerts(ctx);
  expect(await open(desk)).to.have.length(1);
  expect((await open(desk))[0]).to.include({ kind: 'no_contact', dueOn: '2026-10-05' });
  await transact(ctx, async (tx) => void (await tx.db.sql('inventoryAgents').where({ id: 'a' }).update({ lastContactAt: ctx.clock() })));
  await keepAlerts(ctx);
  expect(await open(desk)).to.deep.equal([]);
});

describe('the message of alerts', () => {
  it('says every kind in both languages', () => {
    const items = [
      'warranty',
      'end_of_life',
      'contract_notice',
      'contract_end',
      'repair_late',
      'overdue',
      'low_stock',
      'licence_expiry',
      'licence_overuse',
      'no_contact',
    ].map((kind) => ({ kind, name: 'X', dueOn: '2026-12-24', count: 2 }));
    const notice = { kind: 'alert.digest', data: { count: 12, items } } as unknown as Parameters<typeof sentencesOf>[0];
    const en = sentencesOf(notice, 'en', 'UTC');
    expect(en.subject).to.equal('12 things to see to');
    expect(en.lines[1]?.split('\n')).to.have.length(10);
    expect(en.lines[1]).to.contain('• X: warranty until 24 Dec 2026').and.not.contain('undefined');
    expect(en.lines[2]).to.contain('2 more');
    const fr = sentencesOf(notice, 'fr', 'UTC');
    expect(fr.lines[1]).to.contain('garantie jusqu’au 24 déc. 2026');
    expect(fr.lines[1]?.split('\n').every((line) => / : /.test(line))).to.equal(true);
  });
});
