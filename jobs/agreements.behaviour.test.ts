import { expect } from 'chai';
import { listAuditEvents } from '../server/auth/audit.ts';
import type { Client } from '../server/testing.ts';
import {
  ana,
  ben,
  carla,
  cast,
  clock,
  clockStories,
  clocks,
  ctx,
  due,
  eve,
  file,
  forward,
  give,
  gold,
  grade,
  hold,
  incident,
  network,
  paris,
  reopen,
  say,
  set,
  short,
  solve,
  terms,
} from './testing-clocks.ts';

/** Rules, promises within the house, newer versions, and what leads say about breaches. */
clockStories('agreements and who keeps them', () => {
  it('Friday 16:45, P1 of Legal: the first rule that fits holds, and says which it was', async () => {
    const id = await file('20T15:45', true, eve);
    expect([await due(id, 'response'), await due(id)]).to.deep.equal(['20T15:50', '23T08:45']);
    expect(((await clock(id)) as unknown as { rule: number }).rule).to.equal(1);
    await grade(id, 'medium');
    expect([(await clocks(id)).some(({ kind }) => kind === 'response'), await due(id)]).to.deep.equal([false, '23T15:45']);
  });

  it('Ana asks for Eve after all: the department of the requester decides anew', async () => {
    const id = await file('23T08:00');
    set('23T10:00');
    await ben.patch(`/incidents/${id}`, { requesterId: cast.eve.id });
    expect([short((await clock(id)).breachedAt), (await clock(id)).breachCause]).to.deep.equal(['23T10:00', 'requesterChange']);
  });

  it('the desk owes its part within two hours, Network within three: each counts only its own time', async () => {
    const id = await file('23T08:00');
    set('23T09:00');
    await give(id, network);
    set('24T04:15');
    await give(id, cast.serviceDesk);
    const groups = (await clocks(id))
      .filter(({ kind }) => kind === 'operational')
      .map(({ served, state, dueAt }) => [served, state, short(dueAt)]);
    expect(groups).to.deep.equal([
      ['PT1H', 'running', '24T09:00'],
      ['PT3H15M', 'met', '24T04:00'],
    ]);
  });

  it('what groups owe each other is for technicians alone', async () => {
    const id = await file('23T08:00');
    expect((await clocks(id)).map(({ kind }) => kind)).to.include('operational');
    expect((await clocks(id, ana)).map(({ kind }) => kind)).to.deep.equal(['response', 'resolution']);
  });

  it('handed to and fro all day: nobody gains a minute by it', async () => {
    const id = await file('23T08:00');
    for (const minute of ['10', '20', '30', '40']) {
      set(`23T08:${minute}`);
      await give(id, network);
      await give(id, cast.serviceDesk);
    }
    expect((await clocks(id)).filter(({ kind }) => kind === 'operational').map(({ dueAt }) => short(dueAt))[0]).to.equal('23T10:00');
  });

  it('[27] an edited agreement leaves open incidents alone; the preview says what would break; then it is done', async () => {
    const [first, second] = [await file('23T08:00'), await file('23T08:00', false)];
    set('23T09:00');
    const { version } = (await carla.get(`/service-level-agreements/${gold}`)).body;
    const targets = { ...terms().targets, P1: { responseTarget: 'PT15M', resolutionTarget: 'PT30M' } };
    await carla.patch(`/service-level-agreements/${gold}`, { targets }, { 'If-Match': `"${version}"` });
    expect(await due(first)).to.equal('23T12:00');
    const all = await preview();
    const seen = all.find(({ incident: of }) => of.id === first)!;
    expect(seen.clocks.filter(({ breaks }) => breaks).map(({ id, after }) => [id, short(after.dueAt)])).to.deep.equal([
      ['resolution-1', '23T08:30'],
    ]);
    expect([all.some(({ incident: of }) => of.id === second), await due(first)]).to.deep.equal([false, '23T12:00']);
    const asked = await carla.post(`/service-level-agreements/${gold}/adoptions`);
    expect(asked.status).to.equal(202);
    await forward('23T09:01');
    expect([await due(first), (await clock(first)).breachCause, await due(second)]).to.deep.equal([
      '23T08:30',
      'agreementChange',
      '24T16:00',
    ]);
    const [done] = (await carla.get(`/service-level-agreements/${gold}/adoptions`)).body.items;
    expect(done).to.deep.include({ state: 'done', changed: all.length, failed: 0 });
    expect((await listAuditEvents(ctx.db.sql, { limit: 1 })).items[0]).to.include({ action: 'agreement.adopted', actorName: 'Carla' });
    await carla.patch(`/service-level-agreements/${gold}`, terms());
  });

  const preview = async () => {
    const items: Array<{ incident: { id: string }; clocks: Array<{ id: string; breaks: boolean; after: { dueAt: string } }> }> = [];
    for (let cursor = ''; ; ) {
      const { body } = await carla.post(`/service-level-agreements/${gold}/adoptions?dryRun=true&limit=7${cursor}`);
      items.push(...body.items);
      if (!body.nextCursor) return items;
      cursor = `&cursor=${body.nextCursor}`;
    }
  };

  it('starts afresh after reopening where the agreement says so, and keeps the cycle before', async () => {
    await carla.patch(`/service-level-agreements/${gold}`, { onReopen: 'restart' });
    const id = await file('23T08:00');
    await forward('23T13:00');
    await solve(id);
    set('24T08:00');
    await reopen(id);
    const cycles = (await clocks(id))
      .filter(({ kind }) => kind === 'resolution')
      .map(({ id: name, dueAt, breachedAt }) => [name, short(dueAt), short(breachedAt)]);
    expect(cycles).to.deep.equal([
      ['resolution-1', '23T12:00', '23T12:00'],
      ['resolution-2', '24T12:00', null],
    ]);
    expect((await incident(id)).resolutionBreachedAt).to.equal(null);
    await carla.patch(`/service-level-agreements/${gold}`, { onReopen: 'continue' });
  });

  it('a question waits through the hold or not, as the agreement says', async () => {
    const wait = async (isNextResponsePausing: boolean): Promise<string | null> => {
      await carla.patch(`/service-level-agreements/${gold}`, { isNextResponsePausing });
      const id = await file('23T08:00');
      await say(ben, id);
      set('23T09:00');
      await say(ana, id);
      set('23T09:10');
      await hold(id);
      return due(id, 'nextResponse');
    };
    expect([await wait(false), await wait(true)]).to.deep.equal(['23T09:30', null]);
  });

  it('Carla explains a breach afterwards: technicians read why, Ana does not, and the audit log keeps it', async () => {
    const id = await file('23T08:00');
    await forward('23T08:20');
    const address = `/incidents/${id}/service-levels/response-1/breach-note`;
    expect((await ben.put(address, { text: 'Power cut' })).status).to.equal(403);
    expect((await carla.put(address, { text: 'Power cut in the whole street' })).status).to.equal(200);
    const note = async (who: Client) =>
      ((await clocks(id, who))[0] as unknown as { breachNote: { text: string; by: { name: string } } | null }).breachNote;
    expect([(await note(ben))?.text, (await note(ben))?.by.name, await note(ana)]).to.deep.equal([
      'Power cut in the whole street',
      'Carla',
      null,
    ]);
    expect((await listAuditEvents(ctx.db.sql, { limit: 1 })).items[0]).to.include({ action: 'incident.breachNoted' });
    expect((await carla.put(`/incidents/${id}/service-levels/resolution-1/breach-note`, { text: 'x' })).status).to.equal(409);
  });

  it('edits of calendars and agreements say in the audit log what was before and after', async () => {
    await carla.patch(`/service-calendars/${paris}`, { exceptions: { '2026-12-25': [] } });
    const [entry] = (await listAuditEvents(ctx.db.sql, { limit: 1 })).items;
    expect(entry).to.include({ action: 'calendar.changed', actorName: 'Carla' });
    const { after } = (entry as NonNullable<typeof entry>).detail as unknown as { after: object };
    expect(after).to.deep.include({ exceptions: { '2026-12-25': [] } });
    await carla.patch(`/service-level-agreements/${gold}`, { onReopen: 'continue' });
    expect((await listAuditEvents(ctx.db.sql, { limit: 1 })).items[0]).to.include({ action: 'agreement.changed', subjectId: gold });
  });
});
