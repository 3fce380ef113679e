import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { showInPages } from './channels/in-app/in-app-channel.ts';
import { channels } from './channels/registry.ts';
import { insertDelivery } from './delivery-store.ts';
import type { Channel, Delivery, Notification, Urgency } from './notification.ts';
import { defaultRules, planDeliveries } from './rules.ts';
import { wishesOf } from './rules-store.ts';

export interface Notice {
  recipientIds: string[];
  kind: string;
  subject: { type: string; id: string };
  data: Record<string, unknown>;
  /** Names the occasion: nobody is told of the same occasion twice, however often this runs. */
  key: string;
  /** A page wakes people by their rule for pages; unless told, `data.isUrgent` says whether it is one. */
  urgency?: Urgency;
}

/**
 * Tells active people something: in their pages at once after the commit, and as their rules say by their other ways
 * through the outbox. Answers whom it told now; who had been told under the same key is left out.
 */
export async function notify(ctx: Context, notice: Notice): Promise<Array<{ id: string; name: string }>> {
  return transact(ctx, async (tx) => {
    const told: Array<{ id: string; name: string }> = [];
    const people = await correspondents(tx.db.sql, [...new Set(notice.recipientIds)]);
    const wishes = await wishesOf(
      tx.db.sql,
      people.map(({ id }) => id),
    );
    for (const person of people) {
      const notification = notificationFor(tx, notice, person.id);
      if (!(await showInPages(tx, notification))) continue;
      const { kind, urgency, createdAt: at } = notification;
      const { rules, contacts } = wishes.get(person.id) ?? { rules: defaultRules, contacts: [] };
      for (const planned of planDeliveries({ ...person, rules, contacts }, { kind, urgency, at })) {
        await sendAs(tx, { notificationId: notification.id, recipientId: person.id, payload: null, urgency, ...planned });
      }
      told.push({ id: person.id, name: person.name });
    }
    return told;
  });
}

function notificationFor(tx: Context, notice: Notice, recipientId: string): Notification {
  const { kind, subject, data, key } = notice;
  return {
    id: newId(),
    recipientId,
    kind,
    subjectType: subject.type,
    subjectId: subject.id,
    data,
    key,
    urgency: notice.urgency ?? (data['isUrgent'] === true ? 'page' : 'notify'),
    isHidden: false,
    createdAt: tx.clock(),
    readAt: null,
  };
}

type Asked = Pick<Delivery, 'notificationId' | 'channel' | 'address' | 'payload'> &
  Partial<Pick<Delivery, 'recipientId' | 'contactMethodId' | 'urgency' | 'step' | 'dueAt' | 'isGranted'>> & { isHeld?: boolean };

/** Asks for one delivery by a channel; it is tried until it succeeds or is given up, also after a crash. */
export const send = (
  tx: Context,
  what: { notificationId: string | null; channel: Channel; address: string; payload: Record<string, unknown> | null },
): Promise<string> => sendAs(tx, what);

/** The same for a person, at a place in their rule, at an instant, or held to go out together with others. */
export async function sendAs(tx: Context, { isHeld = false, ...what }: Asked): Promise<string> {
  const id = newId();
  const now = tx.clock();
  const delivery: Delivery = {
    recipientId: null,
    contactMethodId: null,
    urgency: 'notify',
    step: 1,
    isGranted: false,
    dueAt: now,
    ...what,
    id,
    bundleId: null,
    status: isHeld ? 'held' : 'pending',
    attempts: 0,
    lastError: null,
    createdAt: now,
    sendingAt: null,
    finishedAt: null,
  };
  await insertDelivery(tx.db.sql, delivery);
  if (!isHeld) await armDelivery(tx, delivery, delivery.dueAt, true);
  return id;
}

/** Sets the alarm of a delivery, in place of the one that it had. */
export async function armDelivery(
  tx: Context,
  { id, channel }: Pick<Delivery, 'id' | 'channel'>,
  runAt: Date,
  isNew = false,
): Promise<void> {
  const { job } = channels[channel];
  await enqueue(tx.db.sql, { job, payload: { deliveryId: id }, runAt, now: tx.clock(), key: deliveryKey(id), isNew });
}

/** The one row of the outbox that a delivery has. */
export const deliveryKey = (id: string): string => `delivery:${id}`;
