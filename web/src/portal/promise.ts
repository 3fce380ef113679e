import type { IncidentListItem } from '../api/types.ts';
import type { Formats } from '../i18n/format.ts';
import type { portalWords } from './words.ts';

type Words = (typeof portalWords)['en'];
export interface Promise {
  text: string;
  tone: '' | 'danger' | 'warn' | 'good' | 'info';
}

/** What we promised, as one would say it: "Answer by 14:30". */
export function promiseOf(incident: IncidentListItem, words: Words, format: Formats): Promise {
  const { promise } = words;
  if (incident.status === 'resolved') return { text: promise.solved, tone: 'good' };
  if (incident.status === 'closed') return { text: promise.closed, tone: '' };
  if (incident.status === 'cancelled') return { text: promise.cancelled, tone: '' };
  if (incident.status === 'pending') {
    return { text: incident.pendingUntil ? promise.waitingUntil(format.moment(incident.pendingUntil)) : promise.waiting, tone: 'warn' };
  }
  if (incident.overdue) return { text: promise.lateShort, tone: 'danger' };
  if (incident.responseDueAt && !incident.responseMetAt)
    return { text: promise.answerBy(format.moment(incident.responseDueAt)), tone: 'info' };
  if (incident.resolutionDueAt) return { text: promise.solvedBy(format.moment(incident.resolutionDueAt)), tone: 'info' };
  return { text: promise.none, tone: '' };
}

/** 0 received, 1 being worked on, 2 solved. */
export const progressOf = ({ status }: Pick<IncidentListItem, 'status'>): number =>
  status === 'new' ? 0 : status === 'resolved' || status === 'closed' ? 2 : 1;
