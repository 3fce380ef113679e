import { platform } from './001-platform.ts';
import { people } from './002-people.ts';
import { assets } from './007-assets.ts';
import { search } from './009-search.ts';
import type { Migration } from './migration.ts';

/** Every migration in the order in which it runs; a landed one is never edited. */
export const migrations: Migration[] = [platform, people, assets, search];
