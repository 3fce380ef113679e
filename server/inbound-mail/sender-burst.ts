import type { SenderBurst } from './sender-burst-store.ts';

interface Moment {
  at: Date;
  subjectKey: string;
}

const minute = 60_000;
/** After such a pause the next mail is about something else. */
const pauseMs = 10 * minute;
/** Nobody writes about two things under one subject so soon. */
const sameSubjectMs = 2 * minute;
/** Nobody writes two mails so soon; subjects that differ in a number alone are a program's. */
const machineMs = 10_000;
/** More incidents than these in one go are no person's. */
const mostIncidents = 5;

const sinceLast = (burst: SenderBurst, { at }: Moment): number => Math.abs(at.getTime() - burst.lastAt.getTime());

/** True when a mail is one more of the same rather than something new. */
export function joinsBurst(burst: SenderBurst, mail: Moment): boolean {
  if (burst.incidentIds.length === 0 || sinceLast(burst, mail) > pauseMs) return false;
  return isSameSubject(burst, mail) || burst.isFlood || burst.incidentIds.length >= mostIncidents;
}

const withoutNumbers = (text: string): string => text.replace(/[\d#]+/g, '').trim();

function isSameSubject(burst: SenderBurst, mail: Moment): boolean {
  const since = sinceLast(burst, mail);
  if (mail.subjectKey !== '' && mail.subjectKey === burst.subjectKey) return since <= sameSubjectMs;
  const words = withoutNumbers(mail.subjectKey);
  return words !== '' && words === withoutNumbers(burst.subjectKey) && since <= machineMs;
}

/** The burst after one more mail, which became this incident or joined the first one. */
export function burstAfter(burst: SenderBurst, mail: Moment, incidentId?: string): SenderBurst {
  const isOver = burst.incidentIds.length === 0 || sinceLast(burst, mail) > pauseMs;
  const begun = isOver ? { ...burst, mails: 0, incidentIds: [], isFlood: false } : burst;
  const incidentIds = incidentId ? [...begun.incidentIds, incidentId] : begun.incidentIds;
  const isFlood = begun.isFlood || (!incidentId && begun.incidentIds.length >= mostIncidents);
  return { ...begun, lastAt: mail.at, subjectKey: mail.subjectKey, mails: begun.mails + 1, incidentIds, isFlood };
}
