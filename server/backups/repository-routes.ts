import { statfs } from 'node:fs/promises';
import { z } from 'zod';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, text } from '../platform/schemas.ts';
import { newRepository, repositoryAnswer } from './backup-schemas.ts';
import type { Repository } from './repository.ts';
import { allRepositories, findRepository } from './repository-store.ts';
import { addRepository, renameRepository } from './save-repository.ts';

const area = 'backups';

async function view(repository: Repository) {
  const { id, name, engine, location, pinnedId, version, createdAt } = repository;
  const space = await statfs(location).catch(() => null);
  const freeBytes = space && space.bavail * space.bsize;
  return { id, name, engine, location, pinnedId, isEncrypted: repository.sealedPassword !== null, freeBytes, version, createdAt };
}

export const repositoryRoutes: Route[] = [
  route({
    method: 'get',
    path: '/backups/repositories',
    summary: 'Repositories by name',
    area,
    allow: 'technician',
    answer: z.object({ items: z.array(repositoryAnswer), nextCursor: z.null() }),
    handle: async ({ ctx }) => ({ items: await Promise.all((await allRepositories(ctx.db.sql)).map(view)), nextCursor: null }),
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
      return { ...(await view(repository)), ...(generatedPassword !== null && { generatedPassword }) };
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
      return view(repository);
    },
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
    handle: async ({ ctx, actor, params, body, ifMatch }) => view(await renameRepository(ctx, actor, params.id, body.name, ifMatch)),
  }),
];
