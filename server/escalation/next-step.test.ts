import { expect } from 'chai';
import fc from 'fast-check';
import type { EscalationStep } from './escalation-policy.ts';
import { type EscalationState, type FiredStep, nextStep } from './next-step.ts';

const minute = 60_000;
const openedAt = new Date('2026-11-20T15:45:00Z');
const minutesIn = (minutes: number): Date => new Date(openedAt.getTime() + minutes * minute);
const step = (delay: string, rest: Partial<EscalationStep> = {}): EscalationStep => ({
  after: delay,
  from: 'opened',
  conditions: { priorityAtLeast: null, unassigned: false },
  actions: [],
  evenAcknowledged: false,
  ...rest,
});
const state = (rest: Partial<EscalationState> = {}): EscalationState => ({
  openedAt,
  responseDueAt: null,
  resolutionDueAt: null,
  acknowledgedAt: null,
  heldMs: 0,
  quietMs: 0,
  fired: [],
  ...rest,
});

/** Lets a policy run from now on, with a look every so many minutes; answers step/loop@minute+late. */
function run(steps: EscalationStep[], repeat: number, base: EscalationState, looks: number[]): string[] {
  const fired: FiredStep[] = [];
  const log: string[] = [];
  for (const look of looks) {
    for (;;) {
      const next = nextStep({ steps, repeat }, { ...base, fired }, minutesIn(look));
      if (!next || next.dueAt > minutesIn(look)) break;
      fired.push({ step: next.step, loop: next.loop, firedAt: minutesIn(look), skipped: null });
      log.push(`${next.step}/${next.loop}@${look}+${next.lateMs / minute}`);
    }
  }
  return log;
}

describe('next step of an escalation', () => {
  const policy = [step('PT15M'), step('PT30M'), step('PT1H')];

  it('climbs step by step', () => {
    expect(run(policy, 0, state(), [14, 15, 29, 30, 60, 600])).to.deep.equal(['1/0@15+0', '2/0@30+0', '3/0@60+0']);
  });

  it('goes through all steps again as often as the policy says', () => {
    expect(run([step('PT10M'), step('PT20M')], 2, state(), [10, 20, 30, 40, 50, 60, 70])).to.deep.equal([
      '1/0@10+0',
      '2/0@20+0',
      '1/1@30+0',
      '2/1@40+0',
      '1/2@50+0',
      '2/2@60+0',
    ]);
  });

  it('fires after a sleep what was missed, each once, in order, and says how late', () => {
    expect(run(policy, 0, state(), [360])).to.deep.equal(['1/0@360+345', '2/0@360+330', '3/0@360+300']);
  });

  it('warns before a due time and follows it when it moves', () => {
    const steps = [step('-PT30M', { from: 'resolutionDue' })];
    const at = (resolutionDueAt: Date | null) => nextStep({ steps, repeat: 0 }, state({ resolutionDueAt }), openedAt)?.dueAt;
    expect(at(minutesIn(240))).to.deep.equal(minutesIn(210));
    expect(at(minutesIn(600))).to.deep.equal(minutesIn(570));
    expect(at(null)).to.equal(undefined);
  });

  it('gives a warning at once whose time was before the opening', () => {
    const steps = [step('-PT30M', { from: 'responseDue' })];
    expect(nextStep({ steps, repeat: 0 }, state({ responseDueAt: minutesIn(15) }), openedAt)).to.deep.include({
      dueAt: openedAt,
      lateMs: 0,
    });
  });

  it('passes over steps whose due time is not set', () => {
    const steps = [step('PT5M', { from: 'responseDue' }), step('PT30M')];
    expect(nextStep({ steps, repeat: 0 }, state(), openedAt)).to.deep.include({ step: 2, dueAt: minutesIn(30) });
  });

  it('ends with an acknowledgement, but for steps that fire even so', () => {
    const steps = [step('PT15M'), step('-PT30M', { from: 'resolutionDue', evenAcknowledged: true })];
    const acknowledged = state({ acknowledgedAt: minutesIn(5), resolutionDueAt: minutesIn(240) });
    expect(nextStep({ steps: policy, repeat: 3 }, acknowledged, minutesIn(6))).to.equal(null);
    expect(nextStep({ steps, repeat: 0 }, acknowledged, minutesIn(6))).to.deep.include({ step: 2, dueAt: minutesIn(210) });
  });

  it('waits longer for what is counted from the opening after it stood still', () => {
    expect(nextStep({ steps: policy, repeat: 0 }, state({ heldMs: 45 * minute }), minutesIn(50))?.dueAt).to.deep.equal(minutesIn(60));
  });

  it('goes on at once when a step reached nobody, in the same round and from the same time only', () => {
    const fired = (n: number, loop: number): FiredStep[] => [{ step: n, loop, firedAt: minutesIn(15), skipped: 'nobody' }];
    const at = (steps: EscalationStep[], repeat: number, done: FiredStep[]) =>
      nextStep({ steps, repeat }, state({ fired: done, resolutionDueAt: minutesIn(240) }), minutesIn(15))?.dueAt;
    expect(at(policy, 0, fired(1, 0))).to.deep.equal(minutesIn(15));
    expect(at([step('PT15M'), step('PT0S', { from: 'resolutionDue' })], 0, fired(1, 0))).to.deep.equal(minutesIn(240));
    expect(at([step('PT15M')], 3, fired(1, 0))).to.deep.equal(minutesIn(30));
  });

  it('fires every step of every round once, whenever somebody looks', () => {
    const delays = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(delays, fc.integer({ min: 0, max: 4 }), fc.array(fc.integer({ min: 0, max: 2000 })), (minutes, repeat, looks) => {
        const steps = minutes.map((m) => step(`PT${m}M`));
        const log = run(steps, repeat, state(), [...looks.sort((a, b) => a - b), 10_000]).map((entry) => entry.split('@')[0]);
        expect(log).to.have.length(steps.length * (repeat + 1));
        expect(new Set(log).size).to.equal(log.length);
      }),
    );
  });
});
