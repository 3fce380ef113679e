import { z } from 'zod';
import { id, instantAnswer, page, pageQuery } from '../platform/schemas.ts';

export const notificationAnswer = z
  .object({
    id,
    kind: z.string(),
    urgency: z.enum(['page', 'notify']),
    subject: z.object({ type: z.string(), id }),
    data: z.record(z.string(), z.unknown()),
    createdAt: instantAnswer,
    readAt: instantAnswer.nullable(),
  })
  .meta({ id: 'Notification' });

export const notificationQuery = z.object({ ...pageQuery, unread: z.stringbool().optional() });

export const notificationPage = page(notificationAnswer).extend({ unread: z.number().int().meta({ description: 'Counted to 100' }) });

export const readQuery = z.object({ subjectId: id.optional() });
