import { expect } from 'chai';
import { quietBody, quietOf, stepBodies, stepsOf, strategiesFor, targetsOf } from './escalation-form.ts';
import type { EscalationPolicy } from './service-level-types.ts';

type Step = EscalationPolicy['steps'][number];
const policy = (rest: object) => rest as EscalationPolicy;
const always = { priorityAtLeast: null, unassigned: false, unacknowledged: true };

describe('the form of an escalation policy', () => {
  it('writes back the steps that it read', () => {
    const steps: Array<Omit<Step, 'before'>> = [
      {
        after: 'PT5M',
        from: 'opened',
        conditions: { priorityAtLeast: 'P2', unassigned: true, unacknowledged: true },
        evenAcknowledged: false,
        actions: [
          { type: 'notify', targets: ['supportGroup', { personId: 'p1' }, { leadsOfGroupId: 'g1' }, { scheduleId: 's1', level: 2 }] },
        ],
      },
      {
        after: '-PT30M',
        from: 'resolutionDue',
        conditions: { ...always, unacknowledged: false },
        evenAcknowledged: true,
        actions: [
          { type: 'assign', target: { scheduleId: 's1' }, strategy: 'onCall', skills: [] },
          { type: 'assign', target: { supportGroupId: 'g1' }, strategy: 'bySkill', skills: ['vpn'] },
          { type: 'raisePriority', by: 2 },
          { type: 'webhook', url: 'https://hooks.example/x' },
        ],
      },
    ];
    expect(stepBodies(stepsOf(policy({ steps })))).to.deep.equal(steps);
  });

  it('understands an action that names its target directly', () => {
    expect(targetsOf({ type: 'page', supportGroupId: 'g1' })).to.deep.equal(['group:g1']);
    expect(targetsOf({ type: 'notify' })).to.deep.equal(['role:supportGroup']);
  });

  it('puts no sign before nothing', () => {
    const step = { after: 'PT0S', from: 'responseDue', conditions: always, evenAcknowledged: false, actions: [{ type: 'notify' }] };
    const [form] = stepsOf(policy({ steps: [step] }));
    expect(stepBodies([{ ...form!, direction: 'before' }])[0]?.after).to.equal('PT0S');
  });

  it('offers the ways that make sense for a target, and corrects one that does not', () => {
    expect(strategiesFor('person:p1')).to.deep.equal([]);
    const step = {
      after: 'PT0S',
      from: 'opened',
      conditions: always,
      evenAcknowledged: false,
      actions: [{ type: 'assign', target: 'supportGroup' }],
    };
    const [form] = stepsOf(policy({ steps: [step] }));
    expect(stepBodies([form!])[0]?.actions).to.deep.equal([{ type: 'assign', target: 'supportGroup', strategy: 'roundRobin', skills: [] }]);
  });

  it('writes back quiet hours, by hours or by a calendar, and none', () => {
    const hours = { priorityAtMost: 'P5', timeZone: 'Europe/Paris', week: { mon: [['22:00', '06:00']] } };
    const calendar = { priorityAtMost: 'P4', calendarId: 'c1' };
    for (const quietHours of [hours, calendar, null]) {
      expect(quietBody(quietOf(policy({ quietHours }), 'UTC'))).to.deep.equal(quietHours);
    }
  });
});
