import { z } from 'zod';
import { roles } from '../platform/actor.ts';
import { isTimeZone } from '../platform/config.ts';
import { id, instantAnswer, line, pageQuery, version } from '../platform/schemas.ts';
import { languages } from './person.ts';

export const personRefAnswer = z.object({ id, name: z.string(), email: z.string() }).meta({ id: 'PersonRef' });

export const timeZone = z.string().max(64).refine(isTimeZone, 'is not an IANA time zone, such as Europe/Paris');

export const personAnswer = z
  .object({
    id,
    email: z.string(),
    name: z.string(),
    role: z.enum(roles),
    language: z.enum(languages),
    timeZone: z.string(),
    department: z.string().nullable(),
    jobTitle: z.string().nullable(),
    phone: z.string().nullable(),
    locationId: z.string().nullable(),
    managerId: z.string().nullable(),
    isActive: z.boolean(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'Person' });

export const meAnswer = personAnswer.extend({ supportGroups: z.array(z.object({ id, name: z.string() })) }).meta({ id: 'Me' });

export const password = z.string().min(10, 'must have at least 10 characters').max(200);

const details = {
  language: z.enum(languages),
  timeZone,
  department: line(120).nullable(),
  jobTitle: line(120).nullable(),
  phone: line(60).nullable(),
  locationId: id.nullable(),
  managerId: id.nullable(),
};

export const newPerson = z.strictObject({
  email: z.email().max(254),
  name: line(200),
  role: z.enum(roles).default('employee'),
  password: password.optional(),
  language: details.language.default('en'),
  timeZone: details.timeZone.default('UTC'),
  department: details.department.default(null),
  jobTitle: details.jobTitle.default(null),
  phone: details.phone.default(null),
  locationId: details.locationId.default(null),
  managerId: details.managerId.default(null),
});

export const personChanges = z
  .strictObject({ email: z.email().max(254), name: line(200), role: z.enum(roles), isActive: z.boolean(), password, ...details })
  .partial();

export const myChanges = z.strictObject({ language: details.language, timeZone: details.timeZone, phone: details.phone }).partial();

export const personQuery = z.object({ ...pageQuery, q: z.string().max(200).optional(), role: z.string().max(60).optional() });
