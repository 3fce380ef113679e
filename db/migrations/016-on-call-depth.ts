import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Layers and levels of on-call schedules, what they said before, the ledger of who really was on call, swaps, gaps and feeds. */
export const onCallDepth: Migration = {
  name: '016-on-call-depth',
  async up(sql) {
    await deepenSchedules(sql);
    await deepenOverrides(sql);
    await keepShifts(sql);
    await letSwap(sql);
    await watchGaps(sql);
    await publishFeeds(sql);
  },
};

async function deepenSchedules(sql: Knex.Transaction): Promise<void> {
  await sql.schema.alterTable('on_call_schedules', (t) => {
    t.text('layering').notNullable().defaultTo('together');
    t.text('cover_week_json');
    t.boolean('is_watched').notNullable().defaultTo(true);
    // The ledger of shifts holds from the one instant to the other; after it the plan says who is on call.
    instant(t, 'recorded_at');
    instant(t, 'settled_at');
    // Up to here people were told of their shifts; then comes the next occasion.
    instant(t, 'told_at');
    instant(t, 'next_tell_at');
    t.index(['next_tell_at']);
  });
  await sql('on_call_schedules').update({ recorded_at: sql.ref('updated_at'), settled_at: sql.ref('updated_at') });
  await sql.schema.createTable('on_call_schedule_versions', (t) => {
    t.text('schedule_id').notNullable().references('on_call_schedules.id');
    t.integer('version').notNullable();
    t.text('plan_json').notNullable();
    t.text('changed_by_id');
    instant(t, 'created_at').notNullable();
    t.primary(['schedule_id', 'version']);
  });
  for (const row of await sql('on_call_schedules').select('*')) {
    const plan = { timeZone: row.timeZone, layering: 'together', rotations: row.rotations };
    await sql('on_call_schedule_versions').insert({
      schedule_id: row.id,
      version: row.version,
      plan_json: JSON.stringify(plan),
      created_at: row.updatedAt,
    });
  }
}

async function deepenOverrides(sql: Knex.Transaction): Promise<void> {
  await sql.schema.alterTable('on_call_overrides', (t) => {
    // 'everybody', 'replace', 'add' or 'remove'.
    t.text('kind').notNullable().defaultTo('everybody');
    t.text('swap_id');
  });
  await sql('on_call_overrides').whereNotNull('replaces_person_id').update({ kind: 'replace' });
  await sql('on_call_overrides').whereNull('person_id').update({ kind: 'remove' });
  // For a while everything else of a schedule is set aside.
  await sql.schema.createTable('on_call_temporary_schedules', (t) => {
    idColumn(t);
    t.text('schedule_id').notNullable().references('on_call_schedules.id');
    instant(t, 'start_at').notNullable();
    instant(t, 'end_at').notNullable();
    t.text('shifts_json').notNullable();
    t.text('reason');
    t.text('created_by_id');
    instant(t, 'created_at').notNullable();
    t.index(['schedule_id', 'end_at']);
  });
}

/** The ledger: who really was on call, whatever became of the plan afterwards. */
async function keepShifts(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('on_call_shifts', (t) => {
    idColumn(t);
    t.text('schedule_id').notNullable().references('on_call_schedules.id');
    t.text('person_id').notNullable();
    instant(t, 'start_at').notNullable();
    instant(t, 'end_at').notNullable();
    t.text('rotation');
    t.integer('level').notNullable();
    t.text('override_id');
    t.text('temporary_id');
    t.index(['schedule_id', 'end_at']);
  });
}

async function letSwap(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('on_call_swaps', (t) => {
    idColumn(t);
    t.text('schedule_id').notNullable().references('on_call_schedules.id');
    t.text('asker_id').notNullable().references('people.id');
    instant(t, 'start_at').notNullable();
    instant(t, 'end_at').notNullable();
    // What the asker takes over in return, if anything.
    instant(t, 'return_start_at');
    instant(t, 'return_end_at');
    t.text('message');
    oneOf(t, 'state', ['open', 'accepted', 'declined', 'withdrawn', 'expired']).notNullable();
    t.text('taker_id').references('people.id');
    // When the shift begins, or ends if it had begun, without an answer.
    instant(t, 'expires_at').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'decided_at');
    t.index(['schedule_id', 'end_at']);
    t.index(['asker_id', 'id']);
    t.index(['state', 'expires_at']);
  });
  await sql.schema.createTable('on_call_swap_recipients', (t) => {
    t.text('swap_id').notNullable().references('on_call_swaps.id');
    t.text('person_id').notNullable().references('people.id');
    oneOf(t, 'answer', ['accepted', 'declined']);
    instant(t, 'answered_at');
    t.primary(['swap_id', 'person_id']);
    t.index(['person_id', 'swap_id']);
  });
}

async function watchGaps(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('on_call_gaps', (t) => {
    idColumn(t);
    t.text('schedule_id').notNullable().references('on_call_schedules.id');
    instant(t, 'start_at').notNullable();
    instant(t, 'end_at').notNullable();
    instant(t, 'found_at').notNullable();
    instant(t, 'resolved_at');
    oneOf(t, 'outcome', ['covered', 'passed', 'unused']);
    t.index(['schedule_id', 'resolved_at']);
  });
}

async function publishFeeds(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('on_call_feeds', (t) => {
    idColumn(t);
    t.text('token_hash').notNullable().unique();
    t.text('person_id').notNullable().references('people.id');
    // One schedule with everybody on it, or, without one, the person's own shifts on all.
    t.text('schedule_id').references('on_call_schedules.id');
    instant(t, 'created_at').notNullable();
    instant(t, 'last_read_at');
    instant(t, 'revoked_at');
    t.index(['person_id', 'id']);
  });
  await sql.schema.createTable('on_call_preferences', (t) => {
    t.text('person_id').primary().references('people.id');
    t.text('reminders_json').notNullable();
    t.boolean('is_told_of_handovers').notNullable();
    instant(t, 'updated_at').notNullable();
  });
}
