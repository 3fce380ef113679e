import { expect } from 'chai';
import { pointsToForget, type RetainedPoint, type RetentionRule, retentionPlan } from './retention.ts';

const now = new Date('2026-11-24T12:00:00Z');
const daily = (days: number): RetainedPoint[] =>
  Array.from({ length: days }, (_, i) => ({
    id: String(i),
    takenAt: new Date(Date.UTC(2026, 10, 24 - i, 2, 30)),
    isGood: true,
    isVerified: false,
    isHeld: false,
  }));
const kept = (points: RetainedPoint[], rule: RetentionRule, zone = 'UTC'): string[] => {
  const gone = new Set(pointsToForget(points, rule, zone, now));
  return points.filter((point) => !gone.has(point.id)).map((point) => point.id);
};

describe('retention', () => {
  it('keeps everything when the rule says nothing', () => {
    expect(kept(daily(30), {})).to.have.length(30);
    expect(kept(daily(30), { keepLast: 0 })).to.have.length(30);
  });

  it('keeps the last, and the newest of each day, week, month and year', () => {
    expect(kept(daily(30), { keepLast: 3 })).to.deep.equal(['0', '1', '2']);
    expect(kept(daily(60), { keepWeekly: 3 })).to.deep.equal(['0', '2', '9']);
    expect(kept(daily(90), { keepMonthly: 3 })).to.deep.equal(['0', '24', '55']);
    expect(kept(daily(700), { keepYearly: 2 })).to.deep.equal(['0', '328']);
    expect(kept(daily(30), { keepWithin: 'P2D' })).to.deep.equal(['0', '1']);
  });

  it('cuts days where the zone does', () => {
    const points = ['22:30', '23:30'].map((time, i) => ({
      id: String(i),
      takenAt: new Date(`2026-11-23T${time}:00Z`),
      isGood: true,
      isVerified: false,
      isHeld: false,
    }));
    expect(kept(points, { keepDaily: 5 }, 'UTC')).to.deep.equal(['1']);
    expect(kept(points, { keepDaily: 5 }, 'Europe/Paris')).to.deep.equal(['0', '1']);
  });

  it('keeps what is held, beside what the rule keeps, and says of each why', () => {
    const points = daily(10).map((point, i) => ({ ...point, isHeld: i === 8, isGood: i !== 9 }));
    expect(kept(points, { keepLast: 2 })).to.deep.equal(['0', '1', '8']);
    const plan = retentionPlan(points, { keepLast: 1, keepDaily: 2 }, 'UTC', now);
    expect([plan.get('0'), plan.get('1'), plan.get('2'), plan.get('8')]).to.deep.equal([
      ['newestGood', 'last', 'daily'],
      ['daily'],
      [],
      ['held'],
    ]);
  });

  it('always keeps the newest good and the newest verified point, and never counts a bad one', () => {
    const points = daily(10).map((point, i) => ({ ...point, isGood: i > 1, isVerified: i === 7 }));
    expect(kept(points, { keepLast: 1 })).to.deep.equal(['0', '1', '2', '7']);
    const bad = daily(3).map((point) => ({ ...point, isGood: false }));
    expect(kept(bad, { keepLast: 1 })).to.have.length(3);
    const between = daily(5).map((point, i) => ({ ...point, isGood: i !== 2 }));
    expect(kept(between, { keepLast: 2 })).to.deep.equal(['0', '1']);
  });
});
