import type { Migration } from './migration.ts';

/** An asset that an incident is about cannot vanish with the import that made it. */
export const assetReferences: Migration = {
  name: '011-asset-references',
  up: (sql, dialect) => dialect.addForeignKey(sql, { table: 'incidents', column: 'asset_id' }, 'assets'),
};
