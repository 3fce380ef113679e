import { basename } from 'node:path';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { engineOf } from './engines/engines.ts';
import { BackupFailure, failureTitle } from './failure.ts';
import { findPoint } from './point-store.ts';
import { accessOf } from './repository.ts';
import { findRepository } from './repository-store.ts';

/** What a directory of a recovery point holds, read from the repository: directories first, then by name. */
export async function browsePoint(ctx: Context, pointId: string, given: string) {
  const path = `/${given.split('/').filter(Boolean).join('/')}`;
  const point = await findPoint(ctx.db.sql, pointId);
  const repository = point && !point.forgottenAt && (await findRepository(ctx.db.sql, point.repositoryId));
  if (!point || !repository) throw notFound('recovery point');
  const entries = await engineOf(repository.engine)
    .files(accessOf(ctx.settings, repository), point.ref, path)
    .catch((error) => {
      if (!(error instanceof BackupFailure)) throw error;
      const { failureClass, message } = error;
      throw new Problem('conflict', `${failureTitle(failureClass)}: ${message}`, { extra: { failureClass } });
    });
  if (!entries) throw notFound('path in this recovery point');
  const items = entries.map(({ mode, ...entry }) => ({ ...entry, name: basename(entry.path), mode: mode.toString(8).padStart(4, '0') }));
  items.sort((a, b) => Number(b.type === 'dir') - Number(a.type === 'dir') || a.name.localeCompare(b.name));
  return { path, items };
}
