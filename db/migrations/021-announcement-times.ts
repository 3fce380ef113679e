import { instant, type Migration } from './migration.ts';

/** A planned maintenance is announced before it begins: when it happens is not when it is shown. */
export const announcementTimes: Migration = {
  name: '021-announcement-times',
  up: (sql) =>
    sql.schema.alterTable('announcements', (t) => {
      instant(t, 'starts_at');
      instant(t, 'ends_at');
    }),
};
