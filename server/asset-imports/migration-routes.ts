import { Reply, type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { listMigrations, shownMigration } from './list-migrations.ts';
import { continuationBody, migrationAnswer, migrationPage, migrationQuery, newMigration } from './migration-schemas.ts';
import { cancelMigration, continueMigration, knownMigration, startMigration, undoMigration } from './start-migration.ts';

const area = 'assets';

/** Before the routes of single assets: `migrations` is no tag. */
export const assetMigrationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/migrations',
    summary: 'Migrations from Snipe-IT, the latest first',
    area,
    allow: 'admin',
    query: migrationQuery,
    answer: migrationPage,
    handle: ({ ctx, query }) => listMigrations(ctx, query),
  }),
  route({
    method: 'post',
    path: '/assets/migrations',
    summary: 'Come over from a running Snipe-IT by its interface, in the background',
    area,
    allow: 'admin',
    body: newMigration,
    status: 202,
    answer: migrationAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => shownMigration(ctx, await startMigration(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/assets/migrations/:id',
    summary: 'How far a migration is, and what was not taken',
    area,
    allow: 'admin',
    params: idParams,
    answer: migrationAnswer,
    handle: async ({ ctx, params }) => shownMigration(ctx, await knownMigration(ctx, params.id)),
  }),
  route({
    method: 'put',
    path: '/assets/migrations/:id/cancellation',
    summary: 'Stop a migration where it stands',
    area,
    allow: 'admin',
    params: idParams,
    answer: migrationAnswer,
    handle: async ({ ctx, actor, params }) => shownMigration(ctx, await cancelMigration(ctx, actor, params.id)),
  }),
  route({
    method: 'put',
    path: '/assets/migrations/:id/continuation',
    summary: 'Go on where a migration stopped or failed, with another token if one is given',
    area,
    allow: 'admin',
    params: idParams,
    body: continuationBody,
    status: 202,
    answer: migrationAnswer,
    handle: async ({ ctx, actor, params, body }) => shownMigration(ctx, await continueMigration(ctx, actor, params.id, body)),
  }),
  route({
    method: 'delete',
    path: '/assets/migrations/:id',
    summary: 'Take a migration back, list by list, in the background',
    area,
    allow: 'admin',
    params: idParams,
    handle: async ({ ctx, actor, params }) => new Reply(202, await shownMigration(ctx, await undoMigration(ctx, actor, params.id))),
  }),
];
