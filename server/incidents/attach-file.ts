import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import type { StoredFile } from './attachment-files.ts';
import { type Attachment, insertAttachment } from './attachment-store.ts';
import { findVisible, takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, type Visibility } from './incident.ts';
import { mayCommentPublicly, maySeeInternal } from './incident-policy.ts';
import { touchIncident } from './incident-store.ts';
import { enqueueReading } from './sweep-search.ts';
import { recordHappening } from './write-incident.ts';

/** Throws unless the actor may add files to the incident; asked before the first byte is read. */
export async function checkMayAttach(ctx: Context, actor: Actor, idOrNumber: string): Promise<Incident> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  if (!mayCommentPublicly(actor, incident)) checkAllows(incident, 'comment');
  return incident;
}

/** Adds files that are on the disk already to an incident. */
export async function attachFiles(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  files: Array<StoredFile & { name: string }>,
  visibility: Visibility,
): Promise<Attachment[]> {
  if (visibility === 'internal' && !maySeeInternal(actor)) throw new Problem('forbidden');
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayCommentPublicly);
    const createdAt = tx.clock();
    const attachments: Attachment[] = [];
    for (const file of files) {
      const uploaded = { ...file, visibility, uploadedById: actor.id, createdAt };
      const attachment = await insertAttachment(tx.db.sql, { id: newId(), incidentId: incident.id, commentId: null, ...uploaded });
      const happening = { kind: 'attached' as const, visibility, attachmentId: attachment.id, detail: { name: file.name } };
      await recordHappening(tx, actor, incident, happening);
      await enqueueReading(tx, attachment.id);
      attachments.push(attachment);
    }
    await touchIncident(tx.db.sql, incident.id, createdAt);
    return attachments;
  });
}
