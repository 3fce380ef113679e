import type { Sql } from '../../../db/connection.ts';
import { defaultJunk, defaultRules, type RuleBook } from './rules.ts';

/** The rules in force with their version; 0 while nobody edited those that come with the program. */
export async function loadRuleBook(sql: Sql): Promise<RuleBook & { version: number }> {
  const row = await sql('inventoryRules').where({ id: 'rules' }).first();
  return row ? { rules: row.rules, junk: row.junk, version: row.version } : { rules: defaultRules, junk: defaultJunk, version: 0 };
}

export async function saveRuleBook(tx: Sql, { rules, junk, version }: RuleBook & { version: number }): Promise<void> {
  await tx('inventoryRules')
    .insert({ id: 'rules', rulesJson: JSON.stringify(rules), junkJson: JSON.stringify(junk), version })
    .onConflict('id')
    .merge();
}
