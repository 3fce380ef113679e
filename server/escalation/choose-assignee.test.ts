import { expect } from 'chai';
import fc from 'fast-check';
import { type Candidate, chooseAssignee } from './choose-assignee.ts';
import { strategies } from './escalation-policy.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));
const who = (name: string, rest: Partial<Candidate> = {}): Candidate => ({
  id: name,
  name,
  open: 0,
  lastTurnAt: null,
  skills: [],
  ...rest,
});
const nameOf = (...args: Parameters<typeof chooseAssignee>) => chooseAssignee(...args)?.chosen.name ?? null;

describe('choosing to whom an incident goes', () => {
  it('takes who comes first on call', () => {
    expect(nameOf('onCall', [who('Carla', { open: 9 }), who('Ben')])).to.equal('Carla');
  });

  it('in turn takes whose last turn is longest ago, a newcomer before all', () => {
    const ben = who('Ben', { lastTurnAt: at(1) });
    const carla = who('Carla', { lastTurnAt: at(2) });
    expect(nameOf('roundRobin', [carla, ben])).to.equal('Ben');
    expect(nameOf('roundRobin', [carla, ben, who('Dmitri')])).to.equal('Dmitri');
  });

  it('by load takes who has the fewest open incidents; of two as free as each other whose turn it is', () => {
    expect(nameOf('leastLoaded', [who('Ben', { open: 3 }), who('Carla', { open: 2, lastTurnAt: at(9) })])).to.equal('Carla');
    expect(nameOf('leastLoaded', [who('Ben', { lastTurnAt: at(2) }), who('Carla', { lastTurnAt: at(1) })])).to.equal('Carla');
  });

  it('by skill takes who knows most of what is wanted, then the freer one, and nobody who knows nothing of it', () => {
    const ben = who('Ben', { skills: ['network', 'vpn'], open: 5 });
    const carla = who('Carla', { skills: ['vpn'], open: 0 });
    expect(nameOf('bySkill', [carla, ben], ['network', 'vpn'])).to.equal('Ben');
    expect(nameOf('bySkill', [ben, carla], ['vpn'])).to.equal('Carla');
    expect(nameOf('bySkill', [ben, carla], ['printers'])).to.equal(null);
  });

  it('says by what facts it chose', () => {
    expect(chooseAssignee('bySkill', [who('Ben', { skills: ['a', 'b'], open: 2 })], ['b', 'c'])?.facts).to.deep.equal({
      open: 2,
      skills: ['b'],
    });
    expect(chooseAssignee('roundRobin', [who('Ben', { lastTurnAt: at(1) })])?.facts).to.deep.equal({ lastTurnAt: at(1) });
  });

  it('takes turns so that nobody is ever two turns ahead, whatever the order of the list', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 }), (size, shuffles) => {
        const turns = new Map<string, number>();
        const last = new Map<string, Date>();
        for (const [index, shuffle] of shuffles.entries()) {
          const people = Array.from({ length: size }, (_, i) => `P${(i + shuffle) % size}`);
          const candidates = people.map((name) => who(name, { lastTurnAt: last.get(name) ?? null }));
          const name = nameOf('roundRobin', candidates) as string;
          turns.set(name, (turns.get(name) ?? 0) + 1);
          last.set(name, new Date(1 + index));
        }
        const counts = Array.from({ length: size }, (_, i) => turns.get(`P${i}`) ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(1);
      }),
    );
  });

  it('finds nobody among nobody', () => {
    for (const strategy of strategies) expect(chooseAssignee(strategy, [], ['vpn'])).to.equal(null);
  });
});
