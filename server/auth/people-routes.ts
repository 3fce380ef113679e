import { changePerson } from '../people/change-person.ts';
import { findPerson, listPeople } from '../people/person-queries.ts';
import { myChanges, newPerson, personAnswer, personChanges, personQuery } from '../people/person-schemas.ts';
import { hasRole } from '../platform/actor.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { addPerson, administerPerson } from './administer-people.ts';

export const peopleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/people',
    summary: 'People by name',
    area: 'people',
    allow: 'technician',
    query: personQuery,
    answer: page(personAnswer),
    handle: ({ ctx, query }) => listPeople(ctx.db.sql, query),
  }),
  route({
    method: 'post',
    path: '/people',
    summary: 'Add a person',
    area: 'people',
    allow: 'admin',
    body: newPerson,
    status: 201,
    answer: personAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addPerson(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/people/:id',
    summary: 'One person; employees see only themselves',
    area: 'people',
    allow: 'employee',
    params: idParams,
    answer: personAnswer,
    handle: async ({ ctx, actor, params }) => {
      const isVisible = hasRole(actor, 'technician') || actor.id === params.id;
      const person = isVisible ? await findPerson(ctx.db.sql, params.id) : null;
      if (!person) throw notFound('person');
      return person;
    },
  }),
  route({
    method: 'patch',
    path: '/people/:id',
    summary: 'Change a person',
    area: 'people',
    allow: 'admin',
    params: idParams,
    body: personChanges,
    answer: personAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => administerPerson(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'patch',
    path: '/me',
    summary: 'Change my language, time zone or telephone',
    area: 'session',
    allow: 'employee',
    body: myChanges,
    answer: personAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => changePerson(ctx, actor.id as string, body, ifMatch),
  }),
];
