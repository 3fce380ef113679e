import { instant, type Migration } from './migration.ts';

/** On-call schedules that are used no longer; who was on call by them stays known. */
export const retiredSchedules: Migration = {
  name: '036-retired-schedules',
  async up(sql) {
    await sql.schema.alterTable('on_call_schedules', (t) => {
      instant(t, 'retired_at');
    });
  },
};
