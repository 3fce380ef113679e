import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const workStatuses = ['planned', 'queued', 'running', 'succeeded', 'partial', 'failed', 'missed', 'cancelled'];
const expectationStates = [...workStatuses, 'overrun', 'skipped'];

/** Repositories, policies, the ledger of what should run when, runs, recovery points, verifications and restores. */
export const backups: Migration = {
  name: '008-backups',
  async up(sql) {
    await makePlans(sql);
    await sql.schema.createTable('backup_runs', (t) => {
      workColumns(t);
      t.text('policy_id').notNullable().references('backup_policies.id');
      t.text('asset_id').notNullable().references('assets.id');
      t.text('repository_id').notNullable().references('backup_repositories.id');
      oneOf(t, 'origin', ['schedule', 'manual', 'catch_up']).notNullable();
      instant(t, 'due_at').notNullable();
      instant(t, 'finish_by');
      t.boolean('is_smaller_accepted').notNullable();
      t.text('recovery_point_id');
      t.bigInteger('files');
      t.bigInteger('bytes');
      t.bigInteger('stored_bytes');
      t.index(['policy_id', 'due_at', 'id']);
      t.index(['due_at', 'id']);
      t.index(['asset_id', 'due_at', 'id']);
    });
    await makeExpectations(sql);
    await makePoints(sql);
  },
};

async function makePlans(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('backup_repositories', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    oneOf(t, 'engine', ['archive', 'restic']).notNullable();
    t.text('location').notNullable().unique();
    t.text('sealed_password');
    t.text('pinned_id').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
  await sql.schema.createTable('backup_policies', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.text('asset_id').notNullable().references('assets.id');
    t.text('repository_id').notNullable().references('backup_repositories.id');
    t.text('source_json').notNullable();
    t.text('sealed_source_secret');
    t.text('cron').notNullable();
    t.text('time_zone').notNullable();
    t.text('start_within').notNullable();
    t.text('time_window');
    oneOf(t, 'catch_up', ['once', 'skip', 'all']).notNullable();
    t.text('retention_json').notNullable();
    t.text('verification_json').notNullable();
    t.text('recovery_point_objective').notNullable();
    instant(t, 'pause_ends_at');
    t.text('pause_reason');
    // Expectations exist for every fire time up to here.
    instant(t, 'horizon_at').notNullable();
    instant(t, 'retired_at');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['asset_id']);
    t.index(['repository_id']);
    t.index(['retired_at', 'horizon_at']);
    t.index(['name', 'id']);
  });
}

async function makeExpectations(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('backup_expectations', (t) => {
    idColumn(t);
    t.text('policy_id').notNullable().references('backup_policies.id');
    instant(t, 'due_at').notNullable();
    instant(t, 'start_by').notNullable();
    oneOf(t, 'state', expectationStates).notNullable();
    t.text('reason');
    t.text('run_id').references('backup_runs.id');
    t.unique(['policy_id', 'due_at']);
    t.index(['state', 'due_at']);
    t.index(['due_at', 'id']);
    t.index(['run_id']);
  });
}

/** What every long piece of work keeps: its state, who does it, and what came of it. */
function workColumns(t: Knex.CreateTableBuilder): void {
  idColumn(t);
  oneOf(t, 'status', workStatuses).notNullable();
  t.integer('attempt').notNullable();
  t.text('owner');
  t.integer('fence').notNullable();
  instant(t, 'queued_at').notNullable();
  instant(t, 'started_at');
  instant(t, 'heartbeat_at');
  instant(t, 'finished_at');
  instant(t, 'cancel_requested_at');
  t.text('failure_class');
  t.text('failure_message');
  t.text('progress_json');
  t.text('log').notNullable();
  t.text('requested_by_id').references('people.id');
  t.index(['status', 'queued_at']);
}

async function makePoints(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('recovery_points', (t) => {
    idColumn(t);
    t.text('policy_id').notNullable().references('backup_policies.id');
    t.text('asset_id').notNullable().references('assets.id');
    t.text('repository_id').notNullable().references('backup_repositories.id');
    t.text('run_id').notNullable().references('backup_runs.id');
    t.text('ref').notNullable();
    instant(t, 'taken_at').notNullable();
    t.bigInteger('files').notNullable();
    t.bigInteger('bytes').notNullable();
    t.bigInteger('stored_bytes').notNullable();
    t.boolean('is_good').notNullable();
    t.text('proof_json').notNullable();
    t.text('source_facts_json').notNullable();
    oneOf(t, 'verified_rung', ['structure', 'data', 'sample', 'restore']);
    instant(t, 'verified_at');
    instant(t, 'damaged_at');
    instant(t, 'forgotten_at');
    t.unique(['repository_id', 'ref']);
    t.index(['policy_id', 'taken_at', 'id']);
    t.index(['asset_id', 'taken_at', 'id']);
    t.index(['taken_at', 'id']);
  });
  await sql.schema.createTable('backup_verifications', (t) => {
    workColumns(t);
    t.text('recovery_point_id').notNullable().references('recovery_points.id');
    t.text('repository_id').notNullable().references('backup_repositories.id');
    oneOf(t, 'rung', ['structure', 'data', 'sample', 'restore']).notNullable();
    t.bigInteger('files');
    t.bigInteger('bytes');
    t.bigInteger('duration_ms');
    t.text('facts_json');
    t.index(['recovery_point_id', 'queued_at']);
  });
  await sql.schema.createTable('backup_restores', (t) => {
    workColumns(t);
    t.text('recovery_point_id').notNullable().references('recovery_points.id');
    t.text('repository_id').notNullable().references('backup_repositories.id');
    t.text('paths_json').notNullable();
    t.text('target_json').notNullable();
    t.text('download_path');
    t.bigInteger('files');
    t.bigInteger('bytes');
    t.bigInteger('duration_ms');
    t.index(['queued_at', 'id']);
  });
}
