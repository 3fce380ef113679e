import type { Sql } from '../../db/connection.ts';
import type { Repository } from './repository.ts';

export async function findRepository(sql: Sql, id: string): Promise<Repository | null> {
  return (await sql('backupRepositories').where({ id }).first()) ?? null;
}

/** All of them by name; there are few. */
export async function allRepositories(sql: Sql): Promise<Repository[]> {
  return sql('backupRepositories').orderBy(['name', 'id']).limit(500);
}

export async function findRepositoryBy(sql: Sql, column: 'name' | 'location', value: string): Promise<Repository | null> {
  return (
    (await sql('backupRepositories')
      .where({ [column]: value })
      .first()) ?? null
  );
}

export async function insertRepository(tx: Sql, repository: Repository): Promise<void> {
  await tx('backupRepositories').insert(repository);
}

/** Nobody else starts exclusive work in the repository until the transaction ends. */
export async function lockRepository(tx: Sql, id: string): Promise<void> {
  await tx('backupRepositories')
    .where({ id })
    .update({ version: tx.raw('version') });
}

export async function updateRepository(tx: Sql, repository: Repository): Promise<boolean> {
  const { id, name, sealedPassword, version } = repository;
  const changed = await tx('backupRepositories')
    .where({ id, version: version - 1 })
    .update({ name, sealedPassword, version });
  return changed === 1;
}
