import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { testContext } from '../server/testing.ts';
import { startSchedule } from './schedule.ts';

eachDatabase('schedule of sweeps', (db) => {
  it('runs all at the start, then each at its minutes, whatever the others do', async () => {
    const ran: string[] = [];
    const sweeps = [
      {
        name: 'fails',
        run: async () => {
          ran.push('fails');
          throw new Error('boom');
        },
      },
      { name: 'each minute', run: async () => void ran.push('minute') },
      { name: 'each quarter', everyMinutes: 15, run: async () => void ran.push('quarter') },
    ];
    // A pattern that never comes during the test: ticks are given by hand.
    const schedule = startSchedule(testContext(db()), sweeps, '0 0 29 2 *');
    await schedule.tick(new Date('2026-11-20T15:46:00Z'));
    await schedule.tick(new Date('2026-11-20T16:00:00Z'));
    await schedule.stop();
    await schedule.tick(new Date('2026-11-20T16:15:00Z'));
    expect(ran).to.deep.equal(['fails', 'minute', 'quarter', 'fails', 'minute', 'fails', 'minute', 'quarter']);
  });

  it('is woken by the clock', async () => {
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let runs = 0;
    const run = async () => {
      runs += 1;
      if (runs === 2) wake();
    };
    const schedule = startSchedule(testContext(db()), [{ name: 'x', run }], '* * * * * *');
    await woken;
    await schedule.stop();
  });
});
