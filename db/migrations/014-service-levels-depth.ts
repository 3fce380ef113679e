import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'];
const kinds = ['response', 'nextResponse', 'resolution', 'operational'];

/**
 * Several clocks on one incident, each cycle kept; rules, promises within the house and reopening by agreement; calendars
 * that take holidays from iCal; and the asking whether open incidents shall change with an agreement.
 */
export const serviceLevelsDepth: Migration = {
  name: '014-service-levels-depth',
  async up(sql) {
    await rebuild(sql, 'service_level_clocks', createClocks, copyClocks);
    await rebuild(sql, 'service_level_events', createClockEvents, copyClockEvents);
    await sql.raw(`update service_level_clocks set breach_cause = coalesce((select e.cause from service_level_events e
      where e.incident_id = service_level_clocks.incident_id and e.kind = service_level_clocks.kind and e.event = 'breached'
      order by e.id limit 1), 'elapsed') where breached_at is not null`);
    await sql.schema.alterTable('service_level_segments', (t) => void t.text('support_group_id'));
    await sql.schema.alterTable('service_level_agreement_versions', (t) => {
      t.text('rules_json').notNullable().defaultTo('[]');
      t.text('operational_json').notNullable().defaultTo('[]');
      t.boolean('is_next_response_pausing').notNullable().defaultTo(true);
    });
    await sql.schema.alterTable('service_calendar_versions', (t) => void t.text('imported_json').notNullable().defaultTo('[]'));
    await sql.schema.alterTable('incidents', (t) => {
      instant(t, 'next_response_due_at');
      instant(t, 'next_response_breached_at');
    });
    await createImports(sql);
    await createEditions(sql);
    await createAdoptions(sql);
  },
};

/** Makes a table anew, since SQLite changes neither keys nor checks of one that is there. */
async function rebuild(
  sql: Knex.Transaction,
  table: string,
  create: (sql: Knex.Transaction) => Promise<void>,
  copy: (from: string) => string,
): Promise<void> {
  await sql.raw(`create table ${table}_old as select * from ${table}`);
  await sql.schema.dropTable(table);
  await create(sql);
  await sql.raw(copy(`${table}_old`));
  await sql.schema.dropTable(`${table}_old`);
}

async function createClocks(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('service_level_clocks', (t) => {
    t.text('incident_id').notNullable();
    oneOf(t, 'kind', kinds).notNullable();
    // Each question of the requester, each fresh start after a reopening and each support group has a clock of its own.
    t.integer('cycle').notNullable();
    t.text('support_group_id');
    t.text('agreement_id').notNullable();
    t.integer('agreement_version').notNullable();
    // Which rule of the agreement it goes by; null = the table by priority.
    t.integer('rule');
    oneOf(t, 'priority', priorities).notNullable();
    // Null while nothing is promised; what was answered in the meantime is known even so.
    t.text('target');
    // Hours that the target brings along and that hold for all segments; null = each segment's own.
    t.text('calendar_id');
    t.integer('calendar_version');
    t.boolean('is_pausing').notNullable();
    instant(t, 'started_at').notNullable();
    instant(t, 'due_at');
    instant(t, 'met_at');
    instant(t, 'breached_at');
    t.text('breach_cause');
    instant(t, 'cancelled_at');
    // Why it was missed, in the words of somebody who knows.
    t.text('breach_note');
    t.text('breach_noted_by_id');
    instant(t, 'breach_noted_at');
    // The edition of the time-zone data that the due time was reckoned with; laws change.
    t.text('time_zone_data').notNullable();
    t.primary(['incident_id', 'kind', 'cycle']);
  });
  const open = 'where met_at is null and cancelled_at is null';
  await sql.raw(`create index service_level_clocks_open_due on service_level_clocks (breached_at, due_at) ${open}`);
  await sql.raw(`create index service_level_clocks_open_zone on service_level_clocks (time_zone_data, incident_id) ${open}`);
}

const copyClocks = (from: string): string => `insert into service_level_clocks
  (incident_id, kind, cycle, agreement_id, agreement_version, priority, target, calendar_id, calendar_version, is_pausing,
   started_at, due_at, met_at, breached_at, cancelled_at, time_zone_data)
  select c.incident_id, c.kind, 1, c.agreement_id, c.agreement_version, c.priority, c.target, c.calendar_id, c.calendar_version, true,
   s.from_at, c.due_at, c.met_at, c.breached_at, c.cancelled_at, c.time_zone_data
  from ${from} c join service_level_segments s on s.incident_id = c.incident_id and s.seq = c.first_seq`;

async function createClockEvents(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('service_level_events', (t) => {
    idColumn(t);
    t.text('incident_id').notNullable();
    oneOf(t, 'kind', kinds).notNullable();
    t.integer('cycle').notNullable();
    oneOf(t, 'event', ['met', 'breached', 'reopened', 'retargeted', 'cancelled']).notNullable();
    instant(t, 'happened_at').notNullable();
    instant(t, 'due_at');
    oneOf(t, 'priority', priorities).notNullable();
    t.text('target');
    t.text('calendar_id');
    t.integer('calendar_version');
    t.text('cause').notNullable();
    t.index(['incident_id', 'id']);
  });
}

const copyClockEvents = (from: string): string => `insert into service_level_events
  (id, incident_id, kind, cycle, event, happened_at, due_at, priority, target, cause)
  select id, incident_id, kind, 1, event, happened_at, due_at, priority, target,
   case cause when 'time' then 'elapsed' when 'retargeted' then 'priorityChange' when 'renewed' then 'agreementChange' else cause end
  from ${from}`;

/** Holidays that came from a file or come from a feed, apart from what people typed. */
async function createImports(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('service_calendar_imports', (t) => {
    idColumn(t);
    t.text('calendar_id').notNullable().references('service_calendars.id');
    t.text('name').notNullable();
    // Null when it was a file.
    t.text('url');
    oneOf(t, 'effect', ['close', 'open']).notNullable();
    t.text('days_json').notNullable();
    instant(t, 'read_at').notNullable();
    instant(t, 'next_read_at');
    t.text('failure');
    instant(t, 'created_at').notNullable();
    t.index(['calendar_id', 'id']);
    t.index(['next_read_at']);
  });
}

/** A word that changes with every edit of agreements and calendars: what a process keeps of them holds as long as it stays. */
async function createEditions(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('service_level_editions', (t) => {
    t.text('name').primary();
    t.text('edition').notNullable();
  });
  await sql('service_level_editions').insert({ name: 'terms', edition: '0' });
}

/** Askings of open incidents to go by the newest version of their agreement, each with how far it has come. */
async function createAdoptions(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('agreement_adoptions', (t) => {
    idColumn(t);
    t.text('agreement_id').notNullable().references('service_level_agreements.id');
    t.integer('agreement_version').notNullable();
    oneOf(t, 'state', ['running', 'done']).notNullable();
    t.text('requested_by_id');
    t.text('requested_by_name').notNullable();
    // The incident looked at last; the next batch goes on after it.
    t.text('reached_id');
    t.integer('checked').notNullable();
    t.integer('changed').notNullable();
    t.integer('breached').notNullable();
    t.integer('failed').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'finished_at');
    t.index(['agreement_id', 'id']);
  });
}
