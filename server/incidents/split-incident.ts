import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { transact } from '../../db/transaction.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import { type Attachment, looseAttachments } from './attachment-store.ts';
import { commentsWithRoles, type SaidByRole } from './comment-store.ts';
import type { newSplit } from './family-schemas.ts';
import { fileIncident } from './file-incident.ts';
import { takeForChange } from './find-incident.ts';
import { checkAllows, type Incident, refTo } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import { touchIncident } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { insertLink } from './link-store.ts';
import { moveMessages } from './message-store.ts';
import { asked } from './promises.ts';
import { type IncidentSplit, insertSplit } from './split-store.ts';
import { recordHappening, writeChanges } from './write-incident.ts';

type Choice = z.output<typeof newSplit>;

/**
 * Takes messages and files out of an incident that holds two concerns and makes another of them. Its requester is who
 * wrote the first of them, and its promises count from when that was received, unless told to start now.
 */
export async function splitIncident(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  choice: Choice,
  ifMatch: number | null = null,
): Promise<{ split: IncidentSplit; created: Incident }> {
  return transact(ctx, async (tx) => {
    const source = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    checkAllows(source, 'split');
    const chosen = await chosenOf(tx.db.sql, source, choice);
    const { askedAgainAt, ...filing } = await filingOf(tx, source, chosen, choice);
    const filed = await fileIncident(tx, actor, filing);
    const split = await recordSplit(tx, source, filed, chosen);
    await moveMessages(tx.db.sql, split.moved, filed.id);
    const detail = { comments: split.moved.commentIds.length, files: split.moved.attachmentIds.length };
    const created = await recordOrigin(tx, actor, filed, askedAgainAt, { ...detail, incident: refTo(source) });
    for (const incident of [source, created]) await indexIncident(tx, incident);
    await touchIncident(tx.db.sql, source.id, tx.clock());
    await recordHappening(tx, actor, source, {
      kind: 'split',
      visibility: 'internal',
      detail: { ...detail, incident: refTo(created), splitId: split.id },
    });
    return { split, created };
  });
}

/** Its first line; a question that came with it and was not answered yet waits since it was asked. */
async function recordOrigin(
  tx: Context,
  actor: Actor,
  filed: Incident,
  askedAgainAt: Date | undefined,
  detail: Record<string, unknown>,
): Promise<Incident> {
  const happening = { kind: 'splitFrom' as const, visibility: 'internal' as const, detail };
  const changes = askedAgainAt ? await asked(tx, filed, askedAgainAt) : {};
  if (Object.keys(changes).length > 0) return writeChanges(tx, actor, filed, changes, happening);
  await recordHappening(tx, actor, filed, happening);
  return filed;
}

async function recordSplit(tx: Context, source: Incident, created: Incident, chosen: Chosen): Promise<IncidentSplit> {
  const now = tx.clock();
  const linkId = newId();
  await insertLink(tx.db.sql, { id: linkId, fromId: created.id, toId: source.id, kind: 'related', createdAt: now });
  const moved = { commentIds: chosen.comments.map(({ id }) => id), attachmentIds: chosen.attachments.map(({ id }) => id), linkId };
  const split: IncidentSplit = { id: newId(), sourceId: source.id, createdId: created.id, moved, splitAt: now, undoneAt: null };
  await insertSplit(tx.db.sql, split);
  return split;
}

interface Chosen {
  comments: SaidByRole[];
  attachments: Attachment[];
}

/** What was chosen, the oldest first; 422 when some of it is not of this incident. */
async function chosenOf(sql: Sql, source: Incident, choice: Choice): Promise<Chosen> {
  const [commentIds, attachmentIds] = [[...new Set(choice.commentIds)], [...new Set(choice.attachmentIds)]];
  const comments = await commentsWithRoles(sql, source.id, commentIds);
  if (comments.length < commentIds.length) throw invalid('/commentIds', 'holds a comment that is not of this incident');
  const attachments = await looseAttachments(sql, source.id, attachmentIds);
  if (attachments.length < attachmentIds.length)
    throw invalid('/attachmentIds', 'holds a file that is not of this incident, or belongs to a comment');
  return { comments, attachments };
}

async function filingOf(tx: Context, source: Incident, { comments }: Chosen, choice: Choice) {
  const requesterId = choice.requesterId ?? (await requesterOf(tx, source, comments));
  const first = comments.find((comment) => comment.visibility === 'public' && comment.authorId === requesterId);
  const openedAt = choice.startsAt === 'firstMessage' ? first?.createdAt : undefined;
  const answers = openedAt ? comments.filter((comment) => isAnswer(comment, requesterId) && comment.createdAt > openedAt) : [];
  const [answer, last] = [answers[0], answers.at(-1)];
  const open = last && comments.find((comment) => isQuestion(comment, requesterId) && comment.createdAt > last.createdAt);
  return {
    title: choice.title,
    description: choice.description,
    impact: choice.impact ?? source.impact,
    urgency: choice.urgency ?? source.urgency,
    serviceId: choice.serviceId === undefined ? source.serviceId : choice.serviceId,
    supportGroupId: choice.supportGroupId ?? source.supportGroupId,
    requesterId,
    ...(openedAt && { openedAt }),
    ...(answer && { answeredAt: answer.createdAt }),
    ...(open && { askedAgainAt: open.createdAt }),
  };
}

/** Who wrote the first message that is not an answer of the service desk; else whoever asked in the first place. */
async function requesterOf(tx: Context, source: Incident, comments: SaidByRole[]): Promise<string | null> {
  const asked = comments.find(
    ({ visibility, authorId, authorRole }) =>
      visibility === 'public' && authorId !== null && (authorRole === 'employee' || authorId === source.requesterId),
  );
  for (const id of [asked?.authorId, source.requesterId]) {
    if (id && (await findPerson(tx.db.sql, id))?.isActive) return id;
  }
  return null;
}

const isQuestion = ({ visibility, authorId }: SaidByRole, requesterId: string | null): boolean =>
  visibility === 'public' && authorId !== null && authorId === requesterId;

const isAnswer = ({ visibility, origin, authorId, authorRole }: SaidByRole, requesterId: string | null): boolean =>
  visibility === 'public' && (origin === 'person' || origin === 'mail') && authorRole !== 'employee' && authorId !== requesterId;
