import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { sweeps } from './sweeps.ts';
import { at, clock, escalationWorld, names, notify, page, quietNights, step } from './testing-escalation.ts';

/** Ben and Carla (a lead) are the service desk, Dmitri is the administrator; it is November, and times are UTC. */
eachDatabase('nobody reacts', (db) => {
  const { w, policy, file, forward, items, story, standing, incident, told, away, schedule } = escalationWorld(db);

  it('Wednesday 10:00, P1: the group after 15 minutes, the lead when the answer is overdue, everybody before the solution is', async () => {
    await policy([
      step('PT15M', notify('supportGroup')),
      step('PT0S', page('lead'), { from: 'responseDue' }),
      { before: 'PT30M', from: 'resolutionDue', actions: [page('supportGroup', { personId: w.cast.dmitri.id })] },
    ]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '16:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 Carla', '3 18 13:30 Ben+Carla+Dmitri']);
  });

  it('Ben acknowledges after the first step: nothing more happens, however many rounds the policy has', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { repeat: 9 });
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    await w.ben.put(`/incidents/${id}/acknowledgement`);
    await forward(at(20, '10:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla']);
    expect((await standing(id)).state).to.equal('acknowledged');
  });

  it('Ben acknowledges and forgets: he is warned, then the escalation goes on where it stood', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    await w.ben.put(`/incidents/${id}/acknowledgement`);
    const { state, next, acknowledgement } = await standing(id);
    expect([state, next.kind, clock(next.at)]).to.deep.equal(['acknowledged', 'acknowledgementExpiring', '18 11:05']);
    expect([acknowledgement.person.name, clock(acknowledgement.expiresAt)]).to.deep.equal(['Ben', '18 11:20']);
    await forward(at(18, '12:00'));
    expect(await told(w.ben, id)).to.deep.equal(['escalated', 'acknowledgementExpiring', 'acknowledgementExpired']);
    // Ten minutes were missing to the second step when he acknowledged.
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 11:30 Carla']);
    expect((await incident(id)).acknowledgedAt).to.equal(null);
  });

  it('Ben acknowledges and begins: the acknowledgement holds for good, and nobody reminds him', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await w.ben.put(`/incidents/${id}/acknowledgement`);
    await w.ben.put(`/incidents/${id}/assignment`, { technicianId: w.cast.ben.id });
    await forward(at(20, '10:00'));
    expect([await story(id), (await told(w.ben, id)).filter((kind) => kind !== 'breached')]).to.deep.equal([[], []]);
    expect((await standing(id)).acknowledgement.expiresAt).to.equal(null);
  });

  it('Ben, warned, says once more that he is on it: his hour begins anew', async () => {
    await policy([step('PT2H', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await w.ben.put(`/incidents/${id}/acknowledgement`);
    await forward(at(18, '10:50'));
    await w.ben.put(`/incidents/${id}/acknowledgement`);
    expect(clock((await standing(id)).acknowledgement.expiresAt)).to.equal('18 11:50');
    await forward(at(18, '11:30'));
    expect((await incident(id)).acknowledgedAt).not.to.equal(null);
    await forward(at(18, '15:00'));
    expect(await story(id)).to.deep.equal(['1 18 13:50 Carla']);
  });

  it('nobody is on call: the step is skipped at once, the next one fires, and Carla hears that nobody was reached', async () => {
    const empty = await schedule([w.cast.ben], { startsOn: '2027-01-04' });
    await policy([step('PT15M', page({ scheduleId: empty })), step('PT1H', page({ personId: w.cast.dmitri.id }))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:16'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 nobody', '2 18 10:15 Dmitri']);
    expect(await told(w.carla, id)).to.include('nobodyReached');
    const history = (await w.ben.get(`/incidents/${id}/timeline`)).body.items;
    const skipped = history.filter((event: { kind: string; detail?: { skipped?: string } }) => event.detail?.skipped === 'nobody');
    expect(skipped).to.have.length(1);
  });

  it('Carla is on call but away: Ben, who stands behind her, is paged', async () => {
    await away(w.cast.carla, at(18, '00:00'), at(21, '00:00'));
    const rotation = { type: 'weekly', startsOn: '2026-11-02' };
    const rotations = [
      { ...rotation, name: 'First', level: 1, participantIds: [w.cast.carla.id] },
      { ...rotation, name: 'Second', level: 2, participantIds: [w.cast.ben.id] },
    ];
    const { body } = await w.carla.post('/on-call/schedules', { name: 'Both', timeZone: 'Etc/UTC', rotations });
    await policy([step('PT15M', page({ scheduleId: body.id }))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '11:00'));
    const [item] = await items(id);
    expect([names(item!.recipients), names(item!.absent)]).to.deep.equal(['Ben', 'Carla']);
  });

  it('all of the service desk is on holiday: Dmitri hears of it at once, since no lead is there', async () => {
    await away(w.cast.ben, at(18, '00:00'), at(21, '00:00'));
    await away(w.cast.carla, at(18, '00:00'), at(21, '00:00'));
    await policy([step('PT15M', notify('supportGroup'))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:15'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 nobody']);
    expect(names((await items(id))[0]!.absent)).to.equal('Ben+Carla');
    expect(await told(await w.api.as(w.cast.dmitri), id)).to.deep.equal(['nobodyReached']);
  });

  it('a P4 at 22:00 lets everybody sleep; at 7:00 the first step fires, and the second as long after it as ever', async () => {
    await policy([step('PT15M', notify()), step('PT45M', page('lead'))], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P4');
    const { next } = await standing(id);
    expect([clock(next.at), clock(next.waitsSince)]).to.deep.equal(['19 07:00', '18 22:15']);
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 19 07:00 Ben+Carla', '2 19 07:30 Carla']);
    expect((await items(id)).map(({ lateMs, waitedSince }) => [lateMs, waitedSince && clock(waitedSince)])).to.deep.equal([
      [0, '18 22:15'],
      [0, null],
    ]);
  });

  it('a P1 at 22:00 wakes people in spite of quiet hours', async () => {
    await policy([step('PT15M', notify())], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P1');
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 22:15 Ben+Carla']);
  });

  it('a P4 becomes a P1 at 23:00: it is not quiet any more, people are told now, and nobody calls it late', async () => {
    await policy([step('PT15M', notify()), step('PT45M', page('lead'))], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P4');
    await forward(at(18, '23:00'));
    await w.ben.patch(`/incidents/${id}`, { impact: 'high', urgency: 'high' });
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 23:00 Ben+Carla', '2 18 23:30 Carla']);
    expect((await items(id)).map(({ lateMs }) => lateMs)).to.deep.equal([0, 0]);
  });

  it('nothing repeats at midnight or from day to day: two rounds are two rounds', async () => {
    await policy([step('PT15M', notify()), step('PT1H', page('lead'))], { repeat: 1 });
    const id = await file(at(18, '22:30'));
    await forward('2026-11-30T10:00:00Z', { sweeps, sweepEveryMs: 6 * 3_600_000 });
    expect(await story(id)).to.deep.equal(['1 18 22:45 Ben+Carla', '2 18 23:30 Carla', '1/1 18 23:45 Ben+Carla', '2/1 19 00:30 Carla']);
    expect((await standing(id)).state).to.equal('finished');
  });

  it('Carla edits the policy while an incident climbs: it goes on by the version that it began with', async () => {
    const policyId = await policy([step('PT15M', notify()), step('PT30M', page('lead'))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:15'));
    await w.carla.patch(`/escalation-policies/${policyId}`, { steps: [step('PT5H', notify({ personId: w.cast.dmitri.id }))] });
    const { policy: kept } = await standing(id);
    expect([kept.version, kept.newestVersion]).to.deep.equal([1, 2]);
    await forward(at(18, '20:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 Carla']);
  });

  it('the server sleeps from 10:05 to 14:00: each missed step fires once, in order, and says how late it is', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { repeat: 1 });
    const id = await file(at(18, '10:00'));
    w.ctx.clock.set(at(18, '14:00'));
    await forward(at(18, '14:00'));
    await forward(at(18, '18:00'));
    expect(await story(id)).to.deep.equal(['1 18 14:00 Ben+Carla', '2 18 14:00 Carla', '1/1 18 14:00 Ben+Carla', '2/1 18 14:00 Carla']);
    expect((await items(id)).map(({ lateMs }) => lateMs / 60_000)).to.deep.equal([225, 210, 195, 180]);
  });

  it('Ben solves the incident while the server sleeps over a step: the step does not fire', async () => {
    await policy([step('PT15M', notify())]);
    const id = await file(at(18, '10:00'));
    w.ctx.clock.set(at(18, '10:16'));
    await w.ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'The server is back.' });
    await forward(at(18, '11:00'), { sweeps });
    expect([await story(id), await told(w.carla, id)]).to.deep.equal([[], []]);
  });

  it('every alarm is lost: the sweep finds what was due, and fires it once', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))]);
    const id = await file(at(18, '10:00'));
    await transact(w.ctx, (tx) => tx.db.sql('outbox').where({ job: 'escalation.step' }).delete());
    await forward(at(18, '11:00'), { sweeps });
    expect(await story(id)).to.deep.equal(['1 18 10:16 Ben+Carla', '2 18 10:30 Carla']);
  });

  it('a P3 passes over the step for P1 and P2, which is not news to anybody', async () => {
    await policy([
      step('PT15M', notify()),
      step('PT30M', page('lead'), { conditions: { priorityAtLeast: 'P2' } }),
      step('PT1H', page('lead')),
    ]);
    const id = await file(at(18, '10:00'), 'P3');
    await forward(at(18, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 priority', '3 18 11:00 Carla']);
    expect(await told(w.carla, id)).to.deep.equal(['escalated', 'escalated']);
  });

  it('a step for unassigned incidents does nothing once Carla has given it to Ben, who has not begun', async () => {
    await policy([step('PT15M', page('lead'), { conditions: { unassigned: true } }), step('PT30M', page('assignee'))]);
    const id = await file(at(18, '10:00'));
    await w.carla.put(`/incidents/${id}/assignment`, { technicianId: w.cast.ben.id });
    await forward(at(18, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 assigned', '2 18 10:30 Ben']);
  });
});
