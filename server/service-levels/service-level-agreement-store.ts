import type { Sql } from '../../db/connection.ts';
import { keep } from './edition.ts';
import type { AgreementTerms, ServiceLevelAgreement } from './service-level-agreement.ts';

const termColumns = ['v.calendarId', 'v.onReopen', 'v.isNextResponsePausing', 'v.rulesJson', 'v.targetsJson', 'v.operationalJson'];

const agreements = (sql: Sql) =>
  sql('serviceLevelAgreements as a')
    .join('serviceLevelAgreementVersions as v', (on) => on.on('v.agreementId', 'a.id').andOn('v.version', 'a.version'))
    .select(['a.id', 'a.name', 'a.isDefault', 'a.version', 'a.createdAt', 'a.updatedAt', ...termColumns]);

/** Versions of earlier releases say nothing of further questions. */
const whole = <T extends AgreementTerms>(row: T): T => ({
  ...row,
  targets: Object.fromEntries(
    Object.entries(row.targets).map(([priority, targets]) => [
      priority,
      { ...targets, nextResponseTarget: targets.nextResponseTarget ?? null },
    ]),
  ),
});

/** The agreement with this id in its newest version, or null. */
export async function findAgreement(sql: Sql, id: string): Promise<ServiceLevelAgreement | null> {
  const row = await agreements(sql).where('a.id', id).first();
  return row ? whole(row) : null;
}

/** The agreement for services that name none, or null. */
export async function findDefaultAgreement(sql: Sql): Promise<ServiceLevelAgreement | null> {
  const row = await agreements(sql).where('a.isDefault', true).first();
  return row ? whole(row) : null;
}

export async function listAgreements(sql: Sql): Promise<ServiceLevelAgreement[]> {
  const byName = ['a.name', 'a.id'].map((column) => ({ column, order: 'asc' }));
  const rows: ServiceLevelAgreement[] = await agreements(sql).orderBy(byName).limit(1000);
  return rows.map(whole);
}

export async function findAgreementByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('serviceLevelAgreements').select('id').where({ name }).first()) ?? null;
}

/** What an agreement said in one of its versions, which never changes. */
export const findAgreementVersion = (sql: Sql, agreementId: string, version: number): Promise<AgreementTerms | null> =>
  keep(`agreement:${agreementId}@${version}`, async () => {
    const row = await sql('serviceLevelAgreementVersions').where({ agreementId, version }).first();
    if (!row) return null;
    const { calendarId, onReopen, isNextResponsePausing, rules, targets, operational } = row;
    return whole({ calendarId, onReopen, isNextResponsePausing, rules, targets, operational });
  });

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

const insertVersion = (tx: Sql, agreement: ServiceLevelAgreement) => {
  const { id, version, calendarId, onReopen, isNextResponsePausing, rules, targets, operational } = agreement;
  return tx('serviceLevelAgreementVersions').insert({
    agreementId: id,
    version,
    calendarId,
    onReopen,
    isNextResponsePausing,
    rulesJson: JSON.stringify(rules),
    targetsJson: JSON.stringify(targets),
    operationalJson: JSON.stringify(operational),
  });
};

export async function clearDefaultAgreement(tx: Sql): Promise<void> {
  await tx('serviceLevelAgreements').where({ isDefault: true }).update({ isDefault: false });
}
