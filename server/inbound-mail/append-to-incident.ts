import { addComment } from '../incidents/add-comment.ts';
import { whereItGoesOn } from '../incidents/follow-merges.ts';
import { allows, type Incident } from '../incidents/incident.ts';
import { isTechnician, mayDecide } from '../incidents/incident-policy.ts';
import { reopenIncident } from '../incidents/reopen-incident.ts';
import { addWatcher } from '../incidents/watch-incident.ts';
import { takeAllowance } from '../notifications/channels/mail/mail-limits.ts';
import type { Context } from '../platform/context.ts';
import type { Speaker } from './converse.ts';
import { createFromMail } from './create-from-mail.ts';
import { attachMailFiles, fitting, rememberMail } from './mail-words.ts';
import { isOnlyThanks } from './subject.ts';
import { ignored, type MailCase, noteStep, type Verdict } from './verdict.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Adds what somebody writes to the conversation, at the end of its merges. A closed one is not opened: what is said then is
 * an incident of its own, linked. A program's words change nothing and tell nobody.
 */
export async function appendToIncident(tx: Context, c: MailCase, speaker: Speaker, addressed: Incident): Promise<Verdict> {
  const incident = await whereItGoesOn(tx, addressed);
  const body = c.mail.reply || (c.released ? c.mail.text : '');
  if (body === '' && c.files.length === 0) return ignored('emptyReply', { incidentId: incident.id });
  if (isOver(tx, c, speaker, incident)) {
    noteStep(c, 'status', incident.status);
    return speaker.automatic ? ignored('closed', { incidentId: incident.id }) : createFromMail(tx, c, speaker, incident);
  }
  if (c.released) await addWatcher(tx, c.released.by, incident.id, speaker.sender.person.id);
  return say(tx, c, speaker, addressed, incident, body);
}

/** Closed for good, or solved longer ago than an answer by mail may open it. Technicians add notes all the same. */
function isOver(tx: Context, c: MailCase, speaker: Speaker, incident: Incident): boolean {
  if (isTechnician(speaker.actor)) return false;
  if (!allows(incident, 'comment')) return true;
  const { resolvedAt } = incident;
  return incident.status === 'resolved' && resolvedAt !== null && tx.clock().getTime() - resolvedAt.getTime() > c.policy.reopenDays * day;
}

async function say(tx: Context, c: MailCase, speaker: Speaker, addressed: Incident, incident: Incident, body: string): Promise<Verdict> {
  const { actor, automatic, sender } = speaker;
  const files = await attachMailFiles(tx, actor, c, incident.id);
  const isQuiet = automatic !== null || !(await takeAllowance(tx, 'relay', `in:${incident.id}:${sender.address}`));
  const { comment } = await addComment(tx, actor, addressed.id, {
    body: fitting(body || files.map(({ name }) => name).join(', ')),
    attachmentIds: files.slice(0, 20).map(({ attachmentId }) => attachmentId),
    origin: automatic ? 'automatic' : 'mail',
    receivedAt: c.row.receivedAt,
    isQuiet,
  });
  await rememberMail(tx, c, incident.id, sender.person.id);
  const isReopened = await reopenIfAsked(tx, c, speaker, incident, body);
  return {
    outcome: 'appended',
    reason: isReopened ? 'reopened' : isQuiet ? 'quiet' : null,
    incidentId: incident.id,
    commentId: comment.id,
    files,
  };
}

/** Why a solved incident is opened again, or not: a proof alone is not enough, for programs answer with it as well. */
async function reopenIfAsked(
  tx: Context,
  c: MailCase,
  { actor, automatic, isTrusted }: Speaker,
  incident: Incident,
  body: string,
): Promise<boolean> {
  if (!allows(incident, 'reopen') || !mayDecide(actor, incident) || isTechnician(actor)) return false;
  const why = automatic ? 'automatic' : !isTrusted ? 'unverified' : isOnlyThanks(body) ? 'thanks' : null;
  const isGranted = why === null && (await takeAllowance(tx, 'reopen', incident.id));
  noteStep(c, 'reopen', isGranted ? 'yes' : (why ?? 'tooOften'));
  if (!isGranted) return false;
  await reopenIncident(tx, actor, incident.id, undefined, null);
  return true;
}
