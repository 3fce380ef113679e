import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { registerAsset } from '../assets/register-asset.ts';
import type { Cast, TestContext } from '../testing.ts';
import type { BackupPolicy } from './backup-policy.ts';
import { newPolicy } from './backup-schemas.ts';
import { scratchDirectory } from './engines/testing.ts';
import { addPolicy } from './save-policy.ts';
import { addRepository } from './save-repository.ts';

export interface Stage {
  assetId: string;
  repositoryId: string;
  repositoryLocation: string;
  source: string;
  policy: BackupPolicy;
}

let count = 0;

/** A server with files, a repository, and a policy over both that runs at 02:30 in Paris. */
export async function setStage(
  ctx: TestContext,
  cast: Cast,
  extra: Record<string, unknown> = {},
  { engine = 'archive' as 'archive' | 'restic', password = undefined as string | undefined } = {},
): Promise<Stage> {
  count += 1;
  const directory = scratchDirectory();
  const source = join(directory, 'source');
  mkdirSync(source);
  for (let i = 0; i < 5; i += 1) writeFileSync(join(source, `file ${i}`), `content ${i} `.repeat(1000));
  const asset = await registerAsset(ctx, cast.dmitri, { kind: 'server', name: `SRV-${count}`, status: 'deployed', criticality: 'high' });
  const repositoryLocation = join(directory, 'repository');
  const { repository } = await addRepository(ctx, cast.dmitri, {
    name: `Repository ${count} ${Date.now()}`,
    engine,
    location: repositoryLocation,
    password,
  });
  const input = {
    name: `Nightly ${count}`,
    assetId: asset.id,
    repositoryId: repository.id,
    source: { type: 'path', paths: [source] },
    schedule: { cron: '30 2 * * *', timeZone: 'Europe/Paris' },
    ...extra,
  };
  const policy = await addPolicy(ctx, cast.dmitri, newPolicy.parse(input));
  return { assetId: asset.id, repositoryId: repository.id, repositoryLocation, source, policy };
}
