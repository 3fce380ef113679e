import { z } from 'zod';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { readAdoptions, startAdoption } from '../service-levels/adopt.ts';
import { adoptionAnswer } from '../service-levels/service-level-schemas.ts';
import { previewAdoption } from './adopt-agreement.ts';
import { adoptionPreviewAnswer } from './adoption-schemas.ts';

const area = 'service-level-agreements';
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
