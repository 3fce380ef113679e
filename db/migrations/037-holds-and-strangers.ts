import { instant, type Migration } from './migration.ts';

/** Recovery points that must not go, those that are going, and what lies in a repository without a run of ours. */
export const holdsAndStrangers: Migration = {
  name: '037-holds-and-strangers',
  async up(sql) {
    await sql.schema.alterTable('recovery_points', (t) => {
      instant(t, 'held_at');
      // Null holds without an end.
      instant(t, 'held_until');
      t.text('hold_reason');
      t.text('held_by_id');
      // From here on it is being removed: what was decided cannot be held any more.
      instant(t, 'doomed_at');
    });
    await sql.schema.createTable('backup_foreign_points', (t) => {
      t.text('repository_id').notNullable().references('backup_repositories.id');
      t.text('ref').notNullable();
      instant(t, 'taken_at').notNullable();
      instant(t, 'found_at').notNullable();
      instant(t, 'accepted_at');
      t.text('accepted_by_id');
      instant(t, 'gone_at');
      t.primary(['repository_id', 'ref']);
    });
  },
};
