import type { Sql } from '../../db/connection.ts';

export const capScopes = ['overall', 'host', 'repository', 'site'] as const;

/** How many runs may go at once. `subjectId` names the repository or the location; it is empty for the other two scopes. */
export interface Cap {
  scope: (typeof capScopes)[number];
  subjectId: string;
  maxRuns: number;
}

export async function listCaps(sql: Sql): Promise<Cap[]> {
  return sql('backupCaps').orderBy(['scope', 'subjectId']).limit(5000);
}

/** Puts these caps in the place of all that were there. */
export async function replaceCaps(tx: Sql, caps: Cap[]): Promise<void> {
  await tx('backupCaps').delete();
  for (let i = 0; i < caps.length; i += 500) await tx('backupCaps').insert(caps.slice(i, i + 500));
}

export interface RunningPlace {
  id: string;
  repositoryId: string;
  assetId: string;
  locationId: string | null;
}

/** Where backups run now. */
export async function runningPlaces(sql: Sql): Promise<RunningPlace[]> {
  return sql('backupRuns as r')
    .join('assets as a', 'a.id', 'r.assetId')
    .select('r.id', 'r.repositoryId', 'r.assetId', 'a.locationId')
    .where('r.status', 'running')
    .limit(5000);
}
