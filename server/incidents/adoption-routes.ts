import { z } from 'zod';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams, instantAnswer, page } from '../platform/schemas.ts';
import { readAdoptions, startAdoption } from '../service-levels/adopt.ts';
import { clockKinds } from '../service-levels/service-level-clock.ts';
import { adoptionAnswer } from '../service-levels/service-level-schemas.ts';
import { previewAdoption } from './adopt-agreement.ts';
import { incidentRefAnswer } from './incident-schemas.ts';

const area = 'service-level-agreements';
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

const query = z.object({
  dryRun: z.stringbool().default(false),
  limit: z.coerce.number().int().min(1).max(50).default(25),
  cursor: z.string().max(64).optional(),
});

export const adoptionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/service-level-agreements/:id/adoptions',
    summary: 'When open incidents were asked to go by a newer version, and what came of it; the newest first',
    area,
    allow: 'technician',
    params: idParams,
    answer: page(adoptionAnswer),
    handle: async ({ ctx, params }) => ({ items: await readAdoptions(ctx, params.id), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/service-level-agreements/:id/adoptions',
    summary: 'Let all open incidents go by the newest version; `dryRun=true` only says, page by page, what would change and break',
    area,
    allow: 'lead',
    params: idParams,
    query,
    status: 202,
    answer: z.union([adoptionAnswer, adoptionPreviewAnswer]),
    handle: async ({ ctx, actor, params, query: { dryRun, limit, cursor } }) =>
      dryRun ? new Reply(200, await previewAdoption(ctx, actor, params.id, { limit, cursor })) : startAdoption(ctx, actor, params.id),
  }),
];
