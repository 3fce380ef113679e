import { notify, send } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import type { FiringRow } from './escalation-store.ts';
import { type Recipients, type Subject, watchmenOf } from './recipients.ts';

const keyOf = ({ incidentId, policyId, policyVersion, step, loop }: FiringRow): string =>
  `${incidentId}:${policyId}:${policyVersion}:${step}:${loop}`;

const factsOf = ({ step, loop, lateMs }: FiringRow, { number, title, priority }: Subject) => ({
  number,
  title,
  priority,
  step,
  loop,
  lateMs,
});

/**
 * Tells the people whom a step means and calls its webhooks. A step counted from the resolution due time (`promisedBy`)
 * speaks of that time; any other says that nobody has taken the incident.
 */
export async function tellPeople(
  tx: Context,
  firing: FiringRow,
  subject: Subject,
  promisedBy: Date | null,
  { present, requesterId }: Recipients,
): Promise<void> {
  const about = { type: 'incident', id: firing.incidentId };
  const facts = factsOf(firing, subject);
  await notify(tx, {
    recipientIds: present.map(({ id }) => id),
    kind: promisedBy ? 'incident.dueSoon' : 'incident.escalated',
    subject: about,
    data: {
      ...facts,
      ...(promisedBy && { until: promisedBy.toISOString() }),
      isUrgent: firing.actions.some(({ type }) => type === 'page'),
    },
    key: `escalation:${keyOf(firing)}`,
  });
  const { number, title, priority } = facts;
  if (requesterId) {
    await notify(tx, {
      recipientIds: [requesterId],
      kind: 'incident.delayed',
      subject: about,
      data: { number, title, priority },
      key: `escalation-requester:${keyOf(firing)}`,
    });
  }
  await callWebhooks(tx, firing, subject);
}

/** A step that reached nobody is news for those who can do something about it. */
export async function reportNobody(tx: Context, firing: FiringRow, subject: Subject): Promise<void> {
  const { number, step, loop } = factsOf(firing, subject);
  await notify(tx, {
    recipientIds: await watchmenOf(tx.db.sql, subject.supportGroupId, firing.firedAt),
    kind: 'incident.nobodyReached',
    subject: { type: 'incident', id: firing.incidentId },
    data: { ...factsOf(firing, subject), absent: firing.absent.map(({ name }) => name), isUrgent: true },
    key: `escalation-nobody:${keyOf(firing)}`,
  });
  await callWebhooks(tx, firing, subject);
  tx.db.afterCommit(() => tx.log.warn({ incident: number, step, loop }, 'an escalation step reached nobody'));
}

async function callWebhooks(tx: Context, firing: FiringRow, { number, title, priority }: Subject): Promise<void> {
  const { incidentId, step, loop, dueAt, firedAt, lateMs, skipped } = firing;
  for (const action of firing.actions) {
    if (action.type !== 'webhook') continue;
    const incident = { id: incidentId, number, title, priority };
    const payload = { event: 'incident.escalated', incident, step, loop, dueAt, firedAt, lateMs, skipped };
    await send(tx, { notificationId: null, channel: 'webhook', address: action.url, payload });
  }
}
