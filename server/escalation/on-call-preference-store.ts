import type { Sql } from '../../db/connection.ts';

export interface OnCallPreferences {
  /** How long before a shift one is reminded, as ISO 8601 durations. */
  reminders: string[];
  isToldOfHandovers: boolean;
}

/** What holds for people who have said nothing. */
export const usualPreferences: OnCallPreferences = { reminders: ['PT1H'], isToldOfHandovers: true };

/** What each of these people wishes to hear of their shifts. */
export async function preferencesOf(sql: Sql, personIds: string[]): Promise<Map<string, OnCallPreferences>> {
  const rows = await sql('onCallPreferences').whereIn('personId', personIds);
  const said = new Map(rows.map(({ personId, ...row }: OnCallPreferences & { personId: string }) => [personId, row]));
  return new Map(personIds.map((id) => [id, said.get(id) ?? usualPreferences]));
}

export async function savePreferences(tx: Sql, personId: string, { reminders, isToldOfHandovers }: OnCallPreferences, now: Date) {
  const row = { remindersJson: JSON.stringify(reminders), isToldOfHandovers, updatedAt: now };
  await tx('onCallPreferences')
    .insert({ personId, ...row })
    .onConflict('personId')
    .merge(row);
}
