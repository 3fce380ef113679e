import { expect } from 'chai';
import { stepBodies, stepsOf, targetsOf } from './escalation-form.ts';
import type { EscalationPolicy } from './service-level-types.ts';

const policy = (steps: EscalationPolicy['steps']) => ({ steps }) as EscalationPolicy;

describe('the form of an escalation policy', () => {
  it('writes back the steps that it read', () => {
    const steps: EscalationPolicy['steps'] = [
      {
        after: 'PT5M',
        from: 'opened',
        evenAcknowledged: false,
        actions: [{ type: 'notify', targets: ['supportGroup', { personId: 'p1' }] }],
      },
      {
        after: '-PT30M',
        from: 'resolutionDue',
        evenAcknowledged: true,
        actions: [
          { type: 'assign', target: { scheduleId: 's1' } },
          { type: 'raisePriority', by: 2 },
          { type: 'webhook', url: 'https://hooks.example/x' },
        ],
      },
    ];
    expect(stepBodies(stepsOf(policy(steps)))).to.deep.equal(steps);
  });

  it('understands an action that names its target directly', () => {
    expect(targetsOf({ type: 'page', supportGroupId: 'g1' })).to.deep.equal(['group:g1']);
    expect(targetsOf({ type: 'notify' })).to.deep.equal(['role:supportGroup']);
  });

  it('puts no sign before nothing', () => {
    const [step] = stepsOf(
      policy([{ after: 'PT0S', from: 'responseDue', evenAcknowledged: false, actions: [{ type: 'notify', targets: ['lead'] }] }]),
    );
    expect(stepBodies([{ ...step!, direction: 'before' }])[0]?.after).to.equal('PT0S');
  });
});
