import { expect } from 'chai';
import fc from 'fast-check';
import { type AcknowledgementTerm, nextOfAcknowledgement, termOf } from './acknowledgement.ts';
import type { EscalationStep } from './escalation-policy.ts';
import { nextEvent, withoutAcknowledgement } from './next-event.ts';
import { type FiredStep, nextStep } from './next-step.ts';
import { neverQuiet, quietInHours, quietWhenClosed } from './quiet-hours.ts';

const minute = 60_000;
const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);
const step = (delay: string, rest: Partial<EscalationStep> = {}): EscalationStep => ({
  after: delay,
  from: 'opened',
  conditions: { priorityAtLeast: null, unassigned: false },
  actions: [],
  evenAcknowledged: false,
  ...rest,
});
const none: AcknowledgementTerm = { acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
const state = (openedAt: Date, rest: object = {}) => ({
  openedAt,
  responseDueAt: null,
  resolutionDueAt: null,
  acknowledgedAt: null,
  heldMs: 0,
  quietMs: 0,
  fired: [] as FiredStep[],
  ...none,
  ...rest,
});
const nights = {
  timeZone: 'Europe/Paris',
  exceptions: {},
  week: { wed: [['22:00', '07:00']], sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] },
} as const;
const quiet = quietInHours(nights as never);

describe('quiet hours', () => {
  it('end on the next morning by the clock of their zone, and are over outside of them', () => {
    expect(quiet(at('18T21:00'))).to.deep.equal(at('19T06:00'));
    expect(quiet(at('19T05:59'))).to.deep.equal(at('19T06:00'));
    expect(quiet(at('19T06:00'))).to.deep.equal(at('19T06:00'));
  });

  it('run through a whole weekend', () => {
    expect(quiet(at('21T12:00'))).to.deep.equal(at('22T23:00'));
  });

  it('follow the change of the clocks: the night before winter is an hour longer', () => {
    const everyNight = { ...nights, week: { sat: [['22:00', '07:00']] } };
    const until = quietInHours(everyNight as never)(new Date('2026-10-24T21:00:00Z'));
    expect(until.toISOString()).to.equal('2026-10-25T06:00:00.000Z');
  });

  it('last while a calendar is closed, holidays too; one that stays closed for months does not silence everybody', () => {
    const office = {
      timeZone: 'Europe/Paris',
      exceptions: { '2026-11-19': [] },
      week: { thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] },
    } as const;
    expect(quietWhenClosed(office as never)(at('18T21:00'))).to.deep.equal(at('20T08:00'));
    const never = { timeZone: 'Etc/UTC', week: {}, exceptions: { '2030-01-01': [['09:00', '17:00']] } } as const;
    expect(quietWhenClosed(never as never)(at('18T21:00'))).to.deep.equal(at('18T21:00'));
  });

  it('let steps from the opening keep their distance, and leave due times where they are', () => {
    const steps = [step('PT15M'), step('PT45M'), step('PT0S', { from: 'responseDue' })];
    const opened = state(at('18T21:00'), { responseDueAt: at('18T21:20') });
    const planned: string[] = [];
    const fired: FiredStep[] = [];
    let quietMs = 0;
    for (;;) {
      const next = nextStep({ steps, repeat: 0 }, { ...opened, quietMs, fired }, at('18T21:00'), quiet);
      if (!next) break;
      if (next.waitsSince && next.step < 3) quietMs += next.dueAt.getTime() - next.waitsSince.getTime();
      fired.push({ step: next.step, loop: 0, firedAt: next.dueAt, skipped: null });
      planned.push(`${next.step} ${next.dueAt.toISOString().slice(8, 16)}`);
    }
    expect(planned).to.deep.equal(['1 19T06:00', '3 19T06:00', '2 19T06:30']);
  });
});

describe('an acknowledgement that expires', () => {
  it('is announced a quarter beforehand, fifteen minutes at the most; without a term it never ends', () => {
    expect(termOf('PT20M', at('18T10:00'))).to.deep.equal({
      acknowledgementWarnsAt: at('18T10:15'),
      acknowledgementExpiresAt: at('18T10:20'),
    });
    expect(termOf('PT4H', at('18T10:00')).acknowledgementWarnsAt).to.deep.equal(at('18T13:45'));
    expect(termOf(null, at('18T10:00'))).to.deep.equal(none);
  });

  it('is not announced any more once it has ended', () => {
    const term = termOf('PT1H', at('18T10:00'));
    expect(nextOfAcknowledgement(term, at('18T10:50'), neverQuiet)?.kind).to.equal('acknowledgementExpiring');
    expect(nextOfAcknowledgement(term, at('18T11:00'), neverQuiet)).to.deep.equal({
      kind: 'acknowledgementExpired',
      dueAt: at('18T11:00'),
    });
  });

  it('ends in quiet hours no sooner than people had time after its announcement', () => {
    const term = termOf('PT1H', at('18T20:50'));
    expect(nextOfAcknowledgement(term, at('18T20:50'), quiet)).to.deep.equal({ kind: 'acknowledgementExpiring', dueAt: at('19T06:00') });
    expect(nextOfAcknowledgement(term, at('19T07:00'), quiet)).to.deep.equal({ kind: 'acknowledgementExpired', dueAt: at('19T06:15') });
  });

  it('lets steps that fire even so come before it, and those that wait go on where they stood', () => {
    const steps = [step('PT15M'), step('-PT30M', { from: 'resolutionDue', evenAcknowledged: true })];
    const term = termOf('PT1H', at('18T10:05'));
    const held = state(at('18T10:00'), { acknowledgedAt: at('18T10:05'), resolutionDueAt: at('18T11:00'), ...term });
    expect(nextEvent({ steps, repeat: 0 }, held, at('18T10:05'), neverQuiet)).to.deep.include({ kind: 'step', step: 2 });
    const after = { ...held, ...withoutAcknowledgement(held, at('18T11:05')) };
    const next = nextStep({ steps: [steps[0]!], repeat: 0 }, after, at('18T11:05'));
    expect(next?.dueAt).to.deep.equal(at('18T11:15'));
  });

  it('never shortens what a step had still to wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 299 }),
        fc.integer({ min: 1, max: 600 }),
        (delay, seen, held) => {
          fc.pre(seen < delay);
          const opened = at('18T10:00').getTime();
          const acknowledgedAt = new Date(opened + seen * minute);
          const endedAt = new Date(acknowledgedAt.getTime() + held * minute);
          const after = { ...state(new Date(opened)), ...withoutAcknowledgement({ acknowledgedAt, heldMs: 0 }, endedAt) };
          const next = nextStep({ steps: [step(`PT${delay}M`)], repeat: 0 }, after, endedAt);
          expect(next!.dueAt.getTime() - endedAt.getTime()).to.equal((delay - seen) * minute);
        },
      ),
    );
  });
});
