import { join } from 'node:path';
import type { Settings } from '../platform/context.ts';
import { unseal } from '../platform/secret-box.ts';
import type { RepositoryAccess } from './engines/engine.ts';
import type { EngineName } from './engines/engines.ts';

export interface Repository {
  id: string;
  name: string;
  engine: EngineName;
  location: string;
  sealedPassword: string | null;
  /** The id that the engine gave it when it was made; another one in its place is an alarm. */
  pinnedId: string;
  version: number;
  createdAt: Date;
}

export const passwordPurpose = 'backup repository password';
export const sourceSecretPurpose = 'backup source secret';

/** Directory for what backups need beside the repositories. */
export const backupsDirectory = (settings: Settings, ...parts: string[]): string => join(settings.dataDir, 'backups', ...parts);

/** What an engine needs to open a repository. */
export function accessOf(settings: Settings, repository: Repository): RepositoryAccess {
  const { id, name, location, pinnedId, sealedPassword } = repository;
  const password = sealedPassword === null ? null : unseal(settings.secretKey, passwordPurpose, sealedPassword);
  return { id, name, location, pinnedId, password, cacheDirectory: backupsDirectory(settings, 'cache', id) };
}
