import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, text } from '../platform/schemas.ts';
import { listCaps } from './cap-store.ts';
import { saveCaps } from './caps.ts';
import { countForeign, foreignPointsOf } from './foreign-point-store.ts';
import { acceptForeign } from './foreign-points.ts';
import { showRecoveryKit } from './recovery-kit.ts';
import type { Repository } from './repository.ts';
import {
  capsAnswer,
  capsBody,
  foreignAnswer,
  foreignParams,
  newRepository,
  recoveryKitAnswer,
  repositoryAnswer,
} from './repository-schemas.ts';
import { allRepositories, findRepository } from './repository-store.ts';
import { addRepository, renameRepository } from './save-repository.ts';

const area = 'backups';

async function view(ctx: Context, repository: Repository) {
  const { id, name, engine, location, pinnedId, version, createdAt } = repository;
  const space = await statfs(location).catch(() => null);
  const freeBytes = space && space.bavail * space.bsize;
  const foreignPoints = (await countForeign(ctx.db.sql)).get(id) ?? 0;
  const isEncrypted = repository.sealedPassword !== null;
  return { id, name, engine, location, pinnedId, isEncrypted, freeBytes, foreignPoints, version, createdAt };
}

export const repositoryRoutes: Route[] = [
  route({
    method: 'post',
    path: '/backups/recovery-kits',
    summary: 'Everything by which repositories are restored from when nothing of ours is left, passwords included; audited',
    area,
    allow: 'admin',
    status: 200,
    answer: recoveryKitAnswer,
    handle: ({ ctx, actor }) => showRecoveryKit(ctx, actor),
  }),
  route({
    method: 'get',
    path: '/backups/caps',
    summary: 'How many backups may run at once',
    area,
    allow: 'technician',
    answer: capsAnswer,
    handle: async ({ ctx }) => ({ items: await listCaps(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'put',
    path: '/backups/caps',
    summary: 'Say how many backups may run at once: overall, on each server, in a repository, at a site; the list is the whole',
    area,
    allow: 'admin',
    body: capsBody,
    answer: capsAnswer,
    handle: async ({ ctx, actor, body }) => ({ items: await saveCaps(ctx, actor, body), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/backups/repositories',
    summary: 'Repositories by name',
    area,
    allow: 'technician',
    answer: z.object({ items: z.array(repositoryAnswer), nextCursor: z.null() }),
    handle: async ({ ctx }) => ({
      items: await Promise.all((await allRepositories(ctx.db.sql)).map((repository) => view(ctx, repository))),
      nextCursor: null,
    }),
  }),
  route({
    method: 'post',
    path: '/backups/repositories',
    summary: 'Make a repository in an empty directory',
    area,
    allow: 'admin',
    body: newRepository,
    status: 201,
    answer: repositoryAnswer,
    handle: async ({ ctx, actor, body }) => {
      const { repository, generatedPassword } = await addRepository(ctx, actor, body);
      return { ...(await view(ctx, repository)), ...(generatedPassword !== null && { generatedPassword }) };
    },
  }),
  route({
    method: 'get',
    path: '/backups/repositories/:id',
    summary: 'A repository',
    area,
    allow: 'technician',
    params: idParams,
    answer: repositoryAnswer,
    handle: async ({ ctx, params }) => {
      const repository = await findRepository(ctx.db.sql, params.id);
      if (!repository) throw notFound('repository');
      return view(ctx, repository);
    },
  }),
  route({
    method: 'get',
    path: '/backups/repositories/:id/foreign-points',
    summary: 'What lies in a repository and was made by no run of ours, as the last run saw it',
    area,
    allow: 'technician',
    params: idParams,
    answer: foreignAnswer,
    handle: async ({ ctx, params }) => ({ items: await foreignPointsOf(ctx.db.sql, params.id), nextCursor: null }),
  }),
  route({
    method: 'put',
    path: '/backups/repositories/:id/foreign-points/:ref/acceptance',
    summary: 'Say that a foreign recovery point is meant to be there',
    area,
    allow: 'admin',
    params: foreignParams,
    answer: foreignAnswer,
    handle: async ({ ctx, actor, params }) => ({ items: await acceptForeign(ctx, actor, params.id, params.ref), nextCursor: null }),
  }),
  route({
    method: 'patch',
    path: '/backups/repositories/:id',
    summary: 'Give a repository another name',
    area,
    allow: 'admin',
    params: idParams,
    body: z.strictObject({ name: text(100) }),
    answer: repositoryAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => view(ctx, await renameRepository(ctx, actor, params.id, body.name, ifMatch)),
  }),
];
