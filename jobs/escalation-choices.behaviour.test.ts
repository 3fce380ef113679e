import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { at, clock, escalationWorld, type FiredItem, names, notify, page, quietNights, step } from './testing-escalation.ts';

/** To whom an escalation gives an incident, what else it does to it, and what would come of a policy before it is kept. */
eachDatabase('somebody is found', (db) => {
  const { w, policy, file, forward, items, story, incident, told, away, schedule } = escalationWorld(db);

  it('in turn: Ben, then Carla, then Ben, each told why', async () => {
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'roundRobin' })]);
    const given: string[] = [];
    let last = '';
    for (const hour of ['10', '11', '12']) {
      last = await file(at(18, `${hour}:00`));
      await forward(at(18, `${hour}:30`));
      given.push((await incident(last)).assignee.name);
    }
    expect(given).to.deep.equal(['Ben', 'Carla', 'Ben']);
    const [item] = await items(last);
    expect(item!.assignments[0]!.why).to.deep.equal({
      en: 'Next in turn, of 2 people available.',
      fr: 'Son tour vient, sur 2 personnes disponibles.',
    });
    const { data } = (await w.ben.get('/notifications')).body.items.find(({ kind }: { kind: string }) => kind === 'incident.assigned');
    expect(data.why.en).to.equal('Next in turn, of 2 people available.');
  });

  it('the one with the fewest open incidents gets it, and why is shown', async () => {
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'leastLoaded' })]);
    for (const minute of ['00', '01'])
      await w.ben.put(`/incidents/${await file(at(18, `10:${minute}`))}/assignment`, { technicianId: w.cast.ben.id });
    const id = await file(at(18, '10:02'));
    await forward(at(18, '10:20'));
    expect((await incident(id)).assignee.name).to.equal('Carla');
    const { why } = (await items(id)).at(-1)!.assignments[0]!;
    expect(why.en).to.equal('Fewest open incidents (0) of 2 people available.');
  });

  it('by skill: Ben knows networks, but he is away; so it is Carla, who knows a little, and why says both', async () => {
    await w.carla.put(`/people/${w.cast.ben.id}/skills`, { skills: ['Network', 'VPN'] });
    await w.carla.put(`/people/${w.cast.carla.id}/skills`, { skills: ['vpn'] });
    await away(w.cast.ben, at(18, '00:00'), at(19, '00:00'));
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'bySkill', skills: ['network', 'vpn'] })]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    const [assignment] = (await items(id))[0]!.assignments;
    expect(assignment!.person?.name).to.equal('Carla');
    expect(assignment!.why.en).to.equal('Knows vpn; best match the only one available (open incidents: 0). Away: Ben.');
  });

  it('Ben has it and does not react: it goes to Carla, not to Ben again', async () => {
    await policy([step('PT30M', { type: 'assign', target: 'supportGroup', strategy: 'leastLoaded' })]);
    const id = await file(at(18, '10:00'));
    await w.carla.put(`/incidents/${id}/assignment`, { technicianId: w.cast.ben.id });
    await forward(at(18, '11:00'));
    const [assignment] = (await items(id))[0]!.assignments;
    expect([assignment!.person?.name, assignment!.why.en.includes('Ben had it and did not react.')]).to.deep.equal(['Carla', true]);
  });

  it('raising the priority brings the due times nearer, and with them the steps that count from them', async () => {
    await policy([step('PT15M', { type: 'raisePriority', by: 2 }), step('PT0S', page('lead'), { from: 'responseDue' })]);
    const id = await file(at(18, '10:00'), 'P3');
    expect(clock((await incident(id)).responseDueAt)).to.equal('18 12:00');
    await forward(at(18, '11:00'));
    expect([(await incident(id)).priority, await story(id)]).to.deep.equal(['P1', ['1 18 10:15', '2 18 10:30 Carla']]);
  });

  it('a webhook is called once for its step, and Ana hears, in words for her, that it takes longer', async () => {
    await policy([step('PT15M', [{ type: 'webhook', url: 'https://hooks.example.org/it' }, notify('requester')])]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '11:00'));
    const deliveries: Array<{ address: string; payload: { incident: { id: string } } }> = await w.ctx.db
      .sql('deliveries')
      .where({ channel: 'webhook' });
    expect(deliveries.filter(({ payload }) => payload?.incident?.id === id).map(({ address }) => address)).to.deep.equal([
      'https://hooks.example.org/it',
    ]);
    expect(await told(w.ana, id))
      .to.include('delayed')
      .and.not.to.include('escalated');
  });

  it('Carla asks beforehand what would happen on Friday at 22:00: who, when, and that nothing came of it', async () => {
    const duty = await schedule([w.cast.dmitri, w.cast.ben], { startsOn: '2026-11-16', every: 1 });
    const draft = { steps: [step('PT15M', page({ scheduleId: duty })), step('PT1H', notify('lead'))], quietHours: quietNights };
    const body = { policy: draft, at: at(20, '22:00'), priority: 'P4' };
    const { items: plan } = (await w.carla.post('/escalation-policies/preview', body)).body;
    const lines = plan.map((item: FiredItem & { at: string }) => `${item.step} ${clock(item.at)} ${names(item.recipients)}`);
    expect(lines).to.deep.equal(['1 21 07:00 Dmitri', '2 21 07:45 Carla']);
    const nextWeek = (await w.carla.post('/escalation-policies/preview', { ...body, at: at(24, '10:00'), priority: 'P1' })).body;
    expect(nextWeek.items.map((item: FiredItem) => names(item.recipients))).to.deep.equal(['Ben', 'Carla']);
    expect(clock(nextWeek.responseDueAt)).to.equal('24 10:30');
  });

  it('the preview shows an acknowledgement that is forgotten, its warning, its end, and the climb after it', async () => {
    const draft = { steps: [step('PT15M', notify()), step('PT30M', page('lead'))], acknowledgementExpiresAfter: 'PT1H' };
    const body = { policy: draft, at: at(18, '10:00'), priority: 'P1', acknowledgedAfter: 'PT20M' };
    const { items: plan } = (await w.carla.post('/escalation-policies/preview', body)).body;
    expect(plan.map((item: { kind: string; at: string }) => `${item.kind} ${clock(item.at)}`)).to.deep.equal([
      'step 18 10:15',
      'acknowledged 18 10:20',
      'acknowledgementExpiring 18 11:05',
      'acknowledgementExpired 18 11:20',
      'step 18 11:30',
    ]);
  });
});
