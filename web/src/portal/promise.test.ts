import { expect } from 'chai';
import type { IncidentListItem } from '../api/types.ts';
import { formatsOf } from '../i18n/format.ts';
import { progressOf, promiseOf } from './promise.ts';
import { portalWords } from './words.ts';

const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
const incident = (facts: Partial<IncidentListItem>) =>
  ({
    status: 'new',
    overdue: false,
    responseDueAt: null,
    responseMetAt: null,
    resolutionDueAt: null,
    pendingUntil: null,
    ...facts,
  }) as IncidentListItem;
const french = (facts: Partial<IncidentListItem>) => promiseOf(incident(facts), portalWords.fr, formatsOf('fr'));

describe('what an employee is promised', () => {
  it('is the answer first, then the solution', () => {
    expect(french({ responseDueAt: inAnHour, resolutionDueAt: inAnHour }).text).to.match(/^Réponse avant /);
    expect(french({ responseDueAt: inAnHour, responseMetAt: inAnHour, resolutionDueAt: inAnHour }).text).to.match(/^Résolu avant /);
  });

  it('admits being late', () => {
    expect(french({ overdue: true, responseDueAt: inAnHour })).to.deep.equal({ text: 'Plus tard que promis', tone: 'danger' });
  });

  it('asks back once it is solved', () => {
    expect(french({ status: 'resolved', overdue: true }).tone).to.equal('good');
  });

  it('promises no time where none was agreed', () => {
    expect(french({}).text).to.equal(portalWords.fr.promise.none);
  });

  it('shows how far it is', () => {
    expect((['new', 'in_progress', 'pending', 'resolved', 'closed'] as const).map((status) => progressOf({ status }))).to.deep.equal([
      0, 1, 1, 2, 2,
    ]);
  });
});
