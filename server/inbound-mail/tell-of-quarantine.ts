import { notify } from '../notifications/notify.ts';
import { listPeople } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';

/** Tells the administrators that a mail waits for them, once an hour at the most. */
export async function tellOfQuarantine(tx: Context, reason: string, from: string): Promise<void> {
  const { items } = await listPeople(tx.db.sql, { role: 'admin', limit: 50 });
  const hour = tx.clock().toISOString().slice(0, 13);
  await notify(tx, {
    recipientIds: items.map(({ id }) => id),
    kind: 'mail.quarantined',
    subject: { type: 'mail', id: 'quarantine' },
    data: { reason, actor: from },
    key: `mail.quarantined:${hour}`,
  });
}
