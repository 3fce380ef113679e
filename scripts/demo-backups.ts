import { existsSync, mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { newPolicy } from '../server/backups/backup-schemas.ts';
import { requestRun } from '../server/backups/request-run.ts';
import { addPolicy } from '../server/backups/save-policy.ts';
import { addRepository } from '../server/backups/save-repository.ts';
import { systemActor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import type { Company } from './demo-company.ts';

/**
 * Two policies that run as soon as there is somebody to run them. The first saves Coulisse's own data. The second saves a
 * share that is no longer mounted: its run fails, and an incident tells.
 */
export async function backUpDemo(tx: Context, company: Company): Promise<void> {
  const folder = realpathSync(tx.settings.dataDir);
  const disk = { name: 'Disque local', engine: 'archive' as const, location: freeFolder(join(folder, 'backups', 'local')) };
  const { repository } = await addRepository(tx, systemActor, disk);
  const asset = (name: string): string => company.devicesAt.find((device) => device.name === name)?.id as string;
  const shared = { repositoryId: repository.id, retention: { keepLast: 3, keepDaily: 7, keepWeekly: 4, keepMonthly: 6 } };
  const own = newPolicy.parse({
    ...shared,
    name: 'Coulisse : base et pièces jointes',
    assetId: asset('srv-coulisse'),
    source: { type: 'coulisse' },
    schedule: { cron: '15 1,13 * * *', timeZone: 'Europe/Paris' },
  });
  const share = freeFolder(join(folder, 'mnt', 'share-dublin'));
  mkdirSync(share, { recursive: true });
  const dublin = newPolicy.parse({
    ...shared,
    name: 'Dublin: shared folders',
    assetId: asset('srv-files-dublin'),
    source: { type: 'path', paths: [share] },
    schedule: { cron: '40 21 * * mon-fri', timeZone: 'Europe/Dublin' },
  });
  for (const policy of [own, dublin]) await requestRun(tx, systemActor, (await addPolicy(tx, systemActor, policy)).id);
  rmdirSync(share);
}

/** A folder that is not there yet: a start that was killed may have left one behind, which belongs to nobody. */
function freeFolder(path: string): string {
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? path : `${path}-${n}`;
    if (!existsSync(candidate)) return candidate;
  }
}
