import { z } from 'zod';
import { instantAnswer } from '../platform/schemas.ts';
import { clockKinds } from '../service-levels/service-level-clock.ts';
import { incidentRefAnswer } from './incident-schemas.ts';

const stand = z.object({ target: z.string().nullable(), dueAt: instantAnswer.nullable() });

export const adoptionPreviewAnswer = z
  .object({
    items: z.array(
      z.object({
        incident: incidentRefAnswer,
        clocks: z.array(
          z.object({
            id: z.string(),
            kind: z.enum(clockKinds),
            before: stand.nullable(),
            after: stand,
            breaks: z.boolean().meta({ description: 'The newer version would break the promise at once' }),
          }),
        ),
      }),
    ),
    checked: z.number().int().meta({ description: 'Open incidents looked at on this page; those of which nothing differs are left out' }),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'AgreementAdoptionPreview' });
