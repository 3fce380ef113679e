import type { Sql } from '../../db/connection.ts';
import type { PersonRef } from '../people/person.ts';
import { personRefs } from '../people/person-queries.ts';
import { deliveriesOf } from './delivery-store.ts';
import type { Delivery, Urgency } from './notification.ts';
import { notificationsAbout } from './notification-store.ts';

/** That somebody was told, and what came of each message to them. */
export interface Telling {
  id: string;
  kind: string;
  urgency: Urgency;
  person: PersonRef;
  step: number | null;
  createdAt: Date;
  readAt: Date | null;
  deliveries: Delivery[];
}

/** What an escalation says. */
const ofEscalation = [
  'incident.escalated',
  'incident.dueSoon',
  'incident.delayed',
  'incident.nobodyReached',
  'incident.acknowledgementExpiring',
  'incident.acknowledgementExpired',
];

/** Whom the escalation told about something, newest first; the latest 200. */
export async function tellingsAbout(sql: Sql, subject: { type: string; id: string }): Promise<Telling[]> {
  const told = await notificationsAbout(sql, subject, ofEscalation);
  const people = await personRefs(
    sql,
    told.map(({ recipientId }) => recipientId),
  );
  const deliveries = await deliveriesOf(
    sql,
    told.map(({ id }) => id),
  );
  return told.map(({ id, kind, urgency, recipientId, data, createdAt, readAt }) => ({
    id,
    kind,
    urgency,
    person: people.get(recipientId) ?? { id: recipientId, name: '', email: '' },
    step: typeof data['step'] === 'number' ? data['step'] : null,
    createdAt,
    readAt,
    deliveries: deliveries.filter(({ notificationId }) => notificationId === id),
  }));
}
