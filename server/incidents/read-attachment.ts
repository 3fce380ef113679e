import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Attachment, findAttachment } from './attachment-store.ts';
import { findVisible } from './find-incident.ts';
import { maySeeInternal } from './incident-policy.ts';

/** The attachment, if the actor may see the incident and the comment that it belongs to. */
export async function readAttachment(ctx: Context, actor: Actor, idOrNumber: string, attachmentId: string): Promise<Attachment> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const attachment = await findAttachment(ctx.db.sql, incident.id, attachmentId);
  if (!attachment || attachment.removedAt || (attachment.visibility === 'internal' && !maySeeInternal(actor))) throw notFound('attachment');
  return attachment;
}
