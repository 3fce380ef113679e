import { expect } from 'chai';
import { cronOf, planOf } from './cron.ts';

describe('the schedule as the editor shows it', () => {
  const usual: Array<[string, string]> = [
    ['5 * * * *', 'hourly'],
    ['0 2 * * *', 'daily'],
    ['30 22 * * 1-5', 'weekdays'],
    ['0 3 * * 0', 'weekly'],
    ['15 4 31 * *', 'monthly'],
  ];
  for (const [cron, rhythm] of usual) {
    it(`reads ${cron} as ${rhythm} and writes it back unchanged`, () => {
      const plan = planOf(cron);
      expect(plan.rhythm).to.equal(rhythm);
      expect(cronOf(plan)).to.equal(cron);
    });
  }

  for (const cron of ['15 1,13 * * *', '*/10 * * * *', '0 2 1 1 *', '0 2 13 * 5', '@daily', 'nonsense']) {
    it(`leaves ${cron} as its author wrote it`, () => {
      expect(planOf(cron)).to.include({ rhythm: 'custom', cron });
      expect(cronOf(planOf(cron))).to.equal(cron);
    });
  }

  it('takes 7 for Sunday like 0', () => {
    expect(planOf('0 3 * * 7')).to.include({ rhythm: 'weekly', weekday: 0 });
  });
});
