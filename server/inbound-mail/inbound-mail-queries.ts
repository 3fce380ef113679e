import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { findVisible } from '../incidents/find-incident.ts';
import { mergedInto } from '../incidents/follow-merges.ts';
import { incidentRefs, mailCommentsOf } from '../incidents/incident-queries.ts';
import { mailsAbout } from '../notifications/mails-about.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import type { InboundMail } from './inbound-mail.ts';
import type {
  inboundMailAnswer,
  inboundMailItem,
  inboundMailPage,
  incidentMailAnswer,
  outgoingMailAnswer,
} from './inbound-mail-schemas.ts';
import { countQuarantined, findMail, type ListedMail, listMails, type MailFilter, mailsOf } from './inbound-mail-store.ts';
import { listMailboxes } from './mailbox-store.ts';

type Item = z.output<typeof inboundMailItem>;

/** A page of the mails that came in, the newest first. */
export async function readMails(ctx: Context, filter: MailFilter): Promise<z.output<typeof inboundMailPage>> {
  const { items, nextCursor } = await listMails(ctx.db.sql, filter);
  return { items: await itemsOf(ctx.db.sql, items), nextCursor, quarantined: await countQuarantined(ctx.db.sql) };
}

async function itemsOf(sql: Sql, mails: ListedMail[]): Promise<Item[]> {
  const people = await personRefs(
    sql,
    mails.map(({ personId }) => personId),
  );
  const incidents = await incidentRefs(
    sql,
    mails.map(({ incidentId }) => incidentId),
  );
  const mailboxes = new Map(
    (mails.some(({ mailboxId }) => mailboxId) ? await listMailboxes(sql) : []).map(({ id, name }) => [id, { id, name }]),
  );
  return mails.map(({ mailboxId, fromAddress, fromName, personId, incidentId, ...rest }) => ({
    id: rest.id,
    source: rest.source,
    sizeBytes: rest.sizeBytes,
    status: rest.status,
    outcome: rest.outcome,
    reason: rest.reason,
    subject: rest.subject,
    verification: rest.verification,
    isTrusted: rest.isTrusted,
    isAutomatic: rest.isAutomatic,
    commentId: rest.commentId,
    receivedAt: rest.receivedAt,
    processedAt: rest.processedAt,
    mailbox: mailboxes.get(mailboxId ?? '') ?? null,
    from: { address: fromAddress, name: fromName },
    person: people.get(personId ?? '') ?? null,
    incident: incidents.get(incidentId ?? '') ?? null,
  }));
}

/** A mail that the actor may read: technicians those that are part of an incident, leads all. */
export async function readableMail(ctx: Context, actor: Actor, id: string): Promise<InboundMail> {
  const mail = await findMail(ctx.db.sql, id);
  const isPart = mail?.outcome === 'created' || mail?.outcome === 'appended';
  if (!mail || !(hasRole(actor, 'lead') || isPart)) throw notFound('mail');
  return mail;
}

/** One mail with its words and the way that it took. */
export async function readMail(ctx: Context, actor: Actor, id: string): Promise<z.output<typeof inboundMailAnswer>> {
  return mailAnswerOf(ctx, await readableMail(ctx, actor, id));
}

export async function mailAnswerOf(ctx: Context, mail: InboundMail): Promise<z.output<typeof inboundMailAnswer>> {
  const [item] = await itemsOf(ctx.db.sql, [mail]);
  const { messageId, duplicateOfId, text, html, trace } = mail;
  return {
    ...(item as Item),
    messageId,
    duplicateOfId,
    text,
    html: html && withOwnPictures(html, mail),
    trace,
    originalUrl: `/api/v1/inbound-mails/${mail.id}/original`,
  };
}

/** Pictures that came with the mail are shown from the incident; those that are not there stay hidden. */
function withOwnPictures(html: string, { files, incidentId }: InboundMail): string {
  return html.replace(/src="cid:([^"]*)"/gi, (_, contentId: string) => {
    const file = files.find((one) => one.contentId?.toLowerCase() === contentId.toLowerCase());
    return file && incidentId ? `src="/api/v1/incidents/${incidentId}/attachments/${file.attachmentId}"` : 'src=""';
  });
}

/** The mails of which an incident was made, also those of incidents merged into it, and the ones that went out about it. */
export async function readIncidentMails(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
): Promise<{ items: Array<z.output<typeof incidentMailAnswer>>; outgoing: Array<z.output<typeof outgoingMailAnswer>> }> {
  const { sql } = ctx.db;
  const incident = await findVisible(ctx, actor, idOrNumber);
  const ids = [incident.id, ...(await mergedInto(sql, incident.id))];
  const comments = new Map((await mailCommentsOf(sql, ids)).map(({ id, body }) => [id, body]));
  const mails = (await mailsOf(sql, ids, [...comments.keys()])).filter(({ commentId }) => commentId === null || comments.has(commentId));
  return {
    items: mails.map((mail) => ({
      id: mail.id,
      commentId: mail.commentId,
      incidentId: mail.incidentId as string,
      from: { address: mail.fromAddress, name: mail.fromName },
      verification: mail.verification,
      isTrusted: mail.isTrusted,
      isAutomatic: mail.isAutomatic,
      hasMore: mail.html !== null || (mail.commentId !== null && (mail.text ?? '').trim() !== (comments.get(mail.commentId) ?? '').trim()),
      receivedAt: mail.receivedAt,
    })),
    outgoing: await outgoingOf(ctx, ids),
  };
}

async function outgoingOf(ctx: Context, incidentIds: string[]): Promise<Array<z.output<typeof outgoingMailAnswer>>> {
  const mails = await mailsAbout(ctx.db.sql, incidentIds);
  const people = await personRefs(
    ctx.db.sql,
    mails.map(({ recipientId }) => recipientId),
  );
  return mails.map(({ recipientId, ...mail }) => ({ ...mail, recipient: people.get(recipientId ?? '') ?? null }));
}
