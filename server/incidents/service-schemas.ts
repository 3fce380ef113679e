import { z } from 'zod';
import { id, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { serviceForm } from './form-schemas.ts';

export const serviceAnswer = z
  .object({
    id,
    name: z.string(),
    description: z.string().nullable(),
    supportGroupId: z.string().nullable(),
    serviceCalendarId: z.string().nullable(),
    serviceLevelAgreementId: z.string().nullable(),
    escalationPolicyId: z.string().nullable(),
    isActive: z.boolean(),
    form: serviceForm.nullable(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'Service' });

const references = {
  supportGroupId: id.nullable(),
  serviceCalendarId: id.nullable(),
  serviceLevelAgreementId: id.nullable(),
  escalationPolicyId: id.nullable(),
};

export const newService = z.strictObject({
  name: line(120),
  description: text(2000, 0).nullable().default(null),
  supportGroupId: references.supportGroupId.default(null),
  serviceCalendarId: references.serviceCalendarId.default(null),
  serviceLevelAgreementId: references.serviceLevelAgreementId.default(null),
  escalationPolicyId: references.escalationPolicyId.default(null),
  form: serviceForm.nullable().default(null),
});

export const serviceChanges = z
  .strictObject({
    name: line(120),
    description: text(2000, 0).nullable(),
    isActive: z.boolean(),
    form: serviceForm.nullable(),
    ...references,
  })
  .partial();
