import type { Sql } from '../../db/connection.ts';

export interface SupportGroup {
  id: string;
  name: string;
  email: string | null;
  /** Incidents that name no group and whose service has none go here. */
  isDefault: boolean;
  version: number;
  createdAt: Date;
}

/** The support group with this id, or null. */
export async function findSupportGroup(sql: Sql, id: string): Promise<SupportGroup | null> {
  return (await sql('supportGroups').where({ id }).first()) ?? null;
}

/** The group that takes what nobody claims, or null in an installation without groups. */
export async function findDefaultSupportGroup(sql: Sql): Promise<SupportGroup | null> {
  return (
    (await sql('supportGroups')
      .orderBy([{ column: 'isDefault', order: 'desc' }, 'createdAt', 'id'])
      .first()) ?? null
  );
}

export async function listSupportGroups(sql: Sql): Promise<SupportGroup[]> {
  return sql('supportGroups').select('*').orderBy(['name', 'id']).limit(1000);
}

export async function insertSupportGroup(tx: Sql, group: SupportGroup): Promise<void> {
  await tx('supportGroups').insert(group);
}

/** Changes a support group that still has this version; answers false when somebody was faster. */
export async function updateSupportGroup(tx: Sql, id: string, version: number, changes: Partial<SupportGroup>): Promise<boolean> {
  const count = await tx('supportGroups')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

/** Makes every group but this one an ordinary group; whoever edits the former default is told by its version. */
export async function clearOtherDefaults(tx: Sql, id: string): Promise<void> {
  await tx('supportGroups')
    .where({ isDefault: true })
    .whereNot({ id })
    .update({ isDefault: false, version: tx.raw('version + 1') });
}

/** Makes the members of a group exactly these persons. */
export async function replaceMembers(tx: Sql, supportGroupId: string, personIds: string[]): Promise<void> {
  await tx('supportGroupMembers').where({ supportGroupId }).delete();
  if (personIds.length > 0) await tx('supportGroupMembers').insert(personIds.map((personId) => ({ supportGroupId, personId })));
}

export async function memberIds(sql: Sql, supportGroupId: string): Promise<string[]> {
  return (await sql('supportGroupMembers').select('personId').where({ supportGroupId })).map((row: { personId: string }) => row.personId);
}
