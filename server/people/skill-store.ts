import type { Sql } from '../../db/connection.ts';

/** Makes the skills of a person exactly these. */
export async function replaceSkills(tx: Sql, personId: string, skills: readonly string[]): Promise<void> {
  await tx('personSkills').where({ personId }).delete();
  if (skills.length > 0) await tx('personSkills').insert(skills.map((skill) => ({ personId, skill })));
}

/** What each of these persons can do, in alphabetical order; who has no skill is left out. */
export async function listSkills(sql: Sql, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows: Array<{ personId: string; skill: string }> = await sql('personSkills')
    .whereIn('personId', [...personIds])
    .orderBy(['personId', 'skill']);
  const skills = new Map<string, string[]>();
  for (const { personId, skill } of rows) skills.set(personId, [...(skills.get(personId) ?? []), skill]);
  return skills;
}

/** Every skill that somebody active has, and how many do. */
export async function countSkills(sql: Sql): Promise<Array<{ skill: string; people: number }>> {
  const rows: Array<{ skill: string; people: number | string }> = await sql('personSkills')
    .join('people', 'people.id', 'personSkills.personId')
    .where({ 'people.isActive': true })
    .groupBy('personSkills.skill')
    .orderBy('personSkills.skill')
    .limit(1000)
    .select('personSkills.skill', sql.raw('count(*) as people'));
  return rows.map(({ skill, people }) => ({ skill, people: Number(people) }));
}
