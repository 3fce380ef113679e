import type { Sql } from '../../db/connection.ts';
import type { ServiceLevelAgreement } from './service-level-agreement.ts';

const agreements = (sql: Sql) =>
  sql('serviceLevelAgreements as a')
    .join('serviceLevelAgreementVersions as v', (on) => on.on('v.agreementId', 'a.id').andOn('v.version', 'a.version'))
    .select(['a.id', 'a.name', 'a.isDefault', 'a.version', 'a.createdAt', 'a.updatedAt', 'v.calendarId', 'v.onReopen', 'v.targetsJson']);

/** The agreement with this id in its newest version, or null. */
export async function findAgreement(sql: Sql, id: string): Promise<ServiceLevelAgreement | null> {
  return (await agreements(sql).where('a.id', id).first()) ?? null;
}

/** The agreement for services that name none, or null. */
export async function findDefaultAgreement(sql: Sql): Promise<ServiceLevelAgreement | null> {
  return (await agreements(sql).where('a.isDefault', true).first()) ?? null;
}

export async function listAgreements(sql: Sql): Promise<ServiceLevelAgreement[]> {
  return agreements(sql)
    .orderBy([
      { column: 'a.name', order: 'asc' },
      { column: 'a.id', order: 'asc' },
    ])
    .limit(1000);
}

export async function findAgreementByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('serviceLevelAgreements').select('id').where({ name }).first()) ?? null;
}

/** What an agreement said in one of its versions. */
export async function findAgreementVersion(
  sql: Sql,
  agreementId: string,
  version: number,
): Promise<Pick<ServiceLevelAgreement, 'calendarId' | 'onReopen' | 'targets'> | null> {
  const row = await sql('serviceLevelAgreementVersions').where({ agreementId, version }).first();
  return row ? { calendarId: row.calendarId, onReopen: row.onReopen, targets: row.targets } : null;
}

export async function insertAgreement(tx: Sql, agreement: ServiceLevelAgreement): Promise<void> {
  const { id, name, isDefault, version, createdAt, updatedAt } = agreement;
  await tx('serviceLevelAgreements').insert({ id, name, isDefault, version, createdAt, updatedAt });
  await insertVersion(tx, agreement);
}

/** Saves the next version of an agreement that still has the one before; false when somebody was faster. */
export async function updateAgreement(tx: Sql, agreement: ServiceLevelAgreement): Promise<boolean> {
  const { id, name, isDefault, version, updatedAt } = agreement;
  const count = await tx('serviceLevelAgreements')
    .where({ id, version: version - 1 })
    .update({ name, isDefault, version, updatedAt });
  if (count === 1) await insertVersion(tx, agreement);
  return count === 1;
}

const insertVersion = (tx: Sql, { id, version, calendarId, onReopen, targets }: ServiceLevelAgreement) =>
  tx('serviceLevelAgreementVersions').insert({ agreementId: id, version, calendarId, onReopen, targetsJson: JSON.stringify(targets) });

export async function clearDefaultAgreement(tx: Sql): Promise<void> {
  await tx('serviceLevelAgreements').where({ isDefault: true }).update({ isDefault: false });
}
