import type { Migration } from './migration.ts';

/** A list by kind and status finds its few rows without walking all of either. */
export const assetList: Migration = {
  name: '012-asset-list',
  up: (sql) => sql.schema.alterTable('assets', (t) => void t.index(['kind', 'status', 'tag_order', 'id'])),
};
