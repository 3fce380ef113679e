import { expect } from 'chai';
import type { Actor, Role } from '../platform/actor.ts';
import { nextUpdateDue, warnAt } from './major-incident.ts';
import { mayDeclare, mayLead } from './major-policy.ts';

const actor = (role: Role, id = role): Actor => ({ kind: 'person', id, name: id, role, supportGroupIds: [], scopes: null });
const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);

describe('a major incident', () => {
  it('owes news by its cadence, or none', () => {
    expect(nextUpdateDue('PT30M', at('10:00'))).to.deep.equal(at('10:30'));
    expect(nextUpdateDue(null, at('10:00'))).to.equal(null);
  });

  it('warns half an hour before, or at half of a shorter time', () => {
    expect(warnAt('PT4H', at('14:00'))).to.deep.equal(at('13:30'));
    expect(warnAt('PT30M', at('10:30'))).to.deep.equal(at('10:15'));
  });

  it('is declared by technicians where it burns, by leads anywhere, and led by one', () => {
    const may = (role: Role, priority: 'P1' | 'P3') => mayDeclare(actor(role), { priority });
    expect([may('employee', 'P1'), may('technician', 'P1'), may('technician', 'P3'), may('lead', 'P3')]).to.deep.equal([
      false,
      true,
      false,
      true,
    ]);
    const leads = (role: Role, commanderId: string | null) => mayLead(actor(role), { commanderId });
    expect([
      leads('technician', 'technician'),
      leads('technician', 'ben'),
      leads('lead', 'ben'),
      leads('employee', 'employee'),
    ]).to.deep.equal([true, false, true, false]);
  });
});
