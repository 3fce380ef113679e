import { transact } from '../../db/transaction.ts';
import { skillsOf } from '../people/availability-queries.ts';
import { personSkills, personSkillsAnswer } from '../people/availability-schemas.ts';
import { findPerson } from '../people/person-queries.ts';
import { saveSkills } from '../people/save-skills.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { recordAudit } from './audit.ts';

export const skillsRoutes: Route[] = [
  route({
    method: 'get',
    path: '/people/:id/skills',
    summary: 'What a person can do',
    area: 'people',
    allow: 'technician',
    params: idParams,
    answer: personSkillsAnswer,
    handle: async ({ ctx, params: { id } }) => {
      if (!(await findPerson(ctx.db.sql, id))) throw notFound('person');
      return { personId: id, skills: (await skillsOf(ctx.db.sql, [id])).get(id) ?? [] };
    },
  }),
  route({
    method: 'put',
    path: '/people/:id/skills',
    summary: 'Say what a person can do, by which incidents are assigned',
    area: 'people',
    allow: 'lead',
    params: idParams,
    body: personSkills,
    answer: personSkillsAnswer,
    handle: ({ ctx, actor, params: { id }, body }) =>
      transact(ctx, async (tx) => {
        const skills = await saveSkills(tx, id, body.skills);
        await recordAudit(tx, actor, { action: 'person.skillsChanged', subjectType: 'person', subjectId: id, detail: { skills } });
        return { personId: id, skills };
      }),
  }),
];
