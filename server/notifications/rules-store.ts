import type { Sql } from '../../db/connection.ts';
import type { ContactMethod } from './contact-method.ts';
import { listContactMethods } from './contact-store.ts';
import { defaultRules, type NotificationRules } from './rules.ts';

export interface KeptRules {
  rules: NotificationRules;
  /** 0 while the person has set up nothing. */
  version: number;
}

export async function findRules(sql: Sql, personId: string): Promise<KeptRules> {
  const row = await sql('notificationPreferences').where({ personId }).first();
  return { rules: { ...defaultRules, ...row?.rules }, version: row?.version ?? 0 };
}

/** Keeps a person's rules if they are still at this version; answers false when somebody was faster. */
export async function keepRules(tx: Sql, personId: string, rules: NotificationRules, version: number, updatedAt: Date): Promise<boolean> {
  const row = { personId, rulesJson: JSON.stringify(rules), version: version + 1, updatedAt };
  if (version === 0)
    return (await tx('notificationPreferences').insert(row).onConflict('personId').ignore().returning('personId')).length > 0;
  return (await tx('notificationPreferences').where({ personId, version }).update(row)) === 1;
}

/** Makes sure that a person with ways of their own has a row of rules: those without one are not asked about ways. */
export async function beginRules(tx: Sql, personId: string, now: Date): Promise<void> {
  const row = { personId, rulesJson: JSON.stringify(defaultRules), version: 1, updatedAt: now };
  await tx('notificationPreferences').insert(row).onConflict('personId').ignore();
}

export interface Wishes {
  rules: NotificationRules;
  contacts: ContactMethod[];
}

/** How each of these people wants to be told; whoever has set up nothing is left out. One read when nobody has. */
export async function wishesOf(sql: Sql, personIds: string[]): Promise<Map<string, Wishes>> {
  const rows: Array<{ personId: string; rules: NotificationRules }> = await sql('notificationPreferences')
    .select('personId', 'rulesJson')
    .whereIn('personId', personIds);
  if (rows.length === 0) return new Map();
  const contacts = await listContactMethods(
    sql,
    rows.map(({ personId }) => personId),
  );
  return new Map(
    rows.map(({ personId, rules }) => [
      personId,
      { rules: { ...defaultRules, ...rules }, contacts: contacts.filter((one) => one.personId === personId) },
    ]),
  );
}
