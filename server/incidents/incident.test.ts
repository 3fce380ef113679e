import { expect } from 'chai';
import fc from 'fast-check';
import {
  allows,
  checkAllows,
  isOpen,
  levels,
  nextDueAt,
  noDueAt,
  noPromises,
  numberText,
  parseNumber,
  priorityOf,
  type Status,
  statuses,
  type Verb,
} from './incident.ts';

describe('an incident', () => {
  it('gets its priority from impact and urgency', () => {
    const table = levels.map((impact) => levels.map((urgency) => priorityOf(impact, urgency)).join(' '));
    expect(table).to.deep.equal(['P5 P4 P3', 'P4 P3 P2', 'P3 P2 P1']);
  });

  it('is raised step by step, to P1 at the most', () => {
    expect([0, 1, 2, 3, 4, 9].map((steps) => priorityOf('low', 'low', steps))).to.deep.equal(['P5', 'P4', 'P3', 'P2', 'P1', 'P1']);
  });

  const allowed: Record<Verb, string> = {
    edit: 'new in_progress pending resolved',
    assign: 'new in_progress pending',
    acknowledge: 'new in_progress pending',
    pend: 'new in_progress pending',
    resume: 'pending',
    resolve: 'new in_progress pending',
    reopen: 'resolved',
    close: 'resolved',
    cancel: 'new in_progress pending',
    comment: 'new in_progress pending resolved',
    merge: 'new in_progress pending resolved',
    unmerge: '',
    split: 'new in_progress pending resolved',
    join: 'new in_progress pending resolved',
    declareMajor: 'new in_progress pending',
  };
  for (const [verb, where] of Object.entries(allowed)) {
    it(`allows ${verb} when ${where || 'merged'}`, () => {
      const inStatus = (status: Status) => allows({ status, mergedIntoId: null }, verb as Verb);
      expect(statuses.filter(inStatus).join(' ')).to.equal(where);
    });
  }

  it('allows nothing but the undoing once it is merged', () => {
    const merged = { status: 'closed' as const, mergedIntoId: 'x' };
    expect(Object.keys(allowed).filter((verb) => allows(merged, verb as Verb))).to.deep.equal(['unmerge']);
  });

  it('says in a 409 what is the matter', () => {
    const refuse =
      (status: Status, verb: Verb, mergedIntoId: string | null = null) =>
      () =>
        checkAllows({ status, mergedIntoId, number: 1042 }, verb);
    expect(refuse('closed', 'resolve')).to.throw('INC-1042 is closed and cannot be resolved');
    expect(refuse('new', 'reopen')).to.throw('INC-1042 is new and cannot be reopened');
    expect(refuse('closed', 'pend', 'x')).to.throw('INC-1042 is merged into another and cannot be put on hold');
    expect(refuse('in_progress', 'resolve')).not.to.throw();
  });

  const early = new Date('2026-11-20T16:00:00.000Z');
  const late = new Date('2026-11-23T16:00:00.000Z');
  const due = (status: Status, times: object) => nextDueAt({ status, ...noPromises, ...times });

  it('is due by the first promise that is not kept yet', () => {
    expect(due('new', { responseDueAt: early, resolutionDueAt: late })).to.deep.equal(early);
    expect(due('in_progress', { responseDueAt: early, responseMetAt: early, resolutionDueAt: late })).to.deep.equal(late);
    expect(due('new', { resolutionDueAt: late })).to.deep.equal(late);
  });

  it('is due never while nothing is promised, on hold, or done', () => {
    expect(due('new', {})).to.deep.equal(noDueAt);
    for (const status of ['pending', 'resolved', 'closed', 'cancelled'] as const) {
      expect(due(status, { responseDueAt: early, resolutionDueAt: late })).to.deep.equal(noDueAt);
    }
  });

  it('is open in three statuses', () => expect(statuses.filter(isOpen)).to.deep.equal(['new', 'in_progress', 'pending']));

  it('reads back every number that it writes, and takes nothing else for one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (number) => parseNumber(numberText(number)) === number));
    expect(parseNumber(' inc-1042 ')).to.equal(1042);
    expect(parseNumber('1042')).to.equal(1042);
    for (const text of ['', 'INC-', 'INC-1a', '-1', '1.5', '12345678901', '0193b0c4-7c1e-7000-8000-000000000000', 'INC-1042; drop']) {
      expect(parseNumber(text), text).to.equal(null);
    }
  });
});
