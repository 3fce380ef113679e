import { addComment } from '../incidents/add-comment.ts';
import { allows, type Incident } from '../incidents/incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { mergeIncident } from '../incidents/merge-incidents.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Speaker } from './converse.ts';
import { attachMailFiles, fitting, momentOf, rememberMail } from './mail-words.ts';
import { burstAfter, joinsBurst } from './sender-burst.ts';
import { lockBurst, type SenderBurst, saveBurst } from './sender-burst-store.ts';
import { subjectKey } from './subject.ts';
import { type MailCase, noteStep, type Verdict } from './verdict.ts';

/** Of a flood, so many are told of; the rest is there to be read. */
const toldOfFlood = 3;

/** Adds a mail to what its sender began just before, if it is one more of the same; null when it is something new. */
export async function joinBurst(tx: Context, c: MailCase, speaker: Speaker): Promise<Verdict | null> {
  const { address } = speaker.sender;
  const at = momentOf(c);
  const burst = await lockBurst(tx.db.sql, address, at);
  const mail = { at, subjectKey: subjectKey(c.mail.subject) };
  const first = joinsBurst(burst, mail) ? await findIncident(tx.db.sql, burst.incidentIds[0] as string) : null;
  if (!first || !allows(first, 'comment')) return null;
  const after = burstAfter(burst, mail);
  await saveBurst(tx.db.sql, after);
  if (after.isFlood && !burst.isFlood) await gather(tx, after, first);
  noteStep(c, 'burst', after.isFlood ? 'flood' : 'sameSubject', `INC-${first.number}`);
  const files = await attachMailFiles(tx, speaker.actor, c, first.id);
  const { comment } = await addComment(tx, speaker.actor, first.id, {
    body: fitting([c.mail.subject, c.mail.text].filter(Boolean).join('\n\n') || files.map(({ name }) => name).join(', ') || '—'),
    attachmentIds: files.slice(0, 20).map(({ attachmentId }) => attachmentId),
    origin: speaker.automatic ? 'automatic' : 'mail',
    receivedAt: c.row.receivedAt,
    isQuiet: speaker.automatic !== null || after.mails > toldOfFlood + after.incidentIds.length,
  });
  await rememberMail(tx, c, first.id, speaker.sender.person.id);
  return { outcome: 'appended', reason: after.isFlood ? 'flood' : 'sameSubject', incidentId: first.id, commentId: comment.id, files };
}

/** What was filed before it was seen to be a flood goes into the first one; each can be taken out again. */
async function gather(tx: Context, burst: SenderBurst, first: Incident): Promise<void> {
  for (const id of burst.incidentIds.slice(1)) {
    const other = await findIncident(tx.db.sql, id);
    const isUntouched = other?.status === 'new' && other.assigneeId === null && other.acknowledgedAt === null;
    if (isUntouched && allows(other, 'merge')) await mergeIncident(tx, systemActor, id, first.id, null);
  }
}

/** Counts a mail that became an incident of its own. */
export async function countInBurst(tx: Context, c: MailCase, address: string, incidentId: string): Promise<void> {
  const at = momentOf(c);
  const burst = await lockBurst(tx.db.sql, address, at);
  await saveBurst(tx.db.sql, burstAfter(burst, { at, subjectKey: subjectKey(c.mail.subject) }, incidentId));
}
