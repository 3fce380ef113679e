import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { notify } from '../notifications/notify.ts';
import type { Language } from '../people/person.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { audienceAfter } from './audience.ts';
import type { MajorIncident, MajorUpdate } from './major-incident.ts';
import { findMajor } from './major-store.ts';
import { remindAt, tellKey } from './speak.ts';
import { announceChange } from './take-major.ts';
import { findUpdate, markTold } from './war-room-store.ts';

const portion = 200;

interface Telling {
  majorIncidentId: string;
  updateId: string;
  /** The last person who was told. */
  after?: string;
}

/**
 * State job `majorIncident.tell`: tells a portion of those affected in their language, then itself again for the next. An
 * update tells nobody twice, whoever they are: affected, requester and follower at once.
 */
export async function tellAffected(ctx: Context, { majorIncidentId, updateId, after }: Telling, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const major = await findMajor(tx.db.sql, majorIncidentId);
    const update = await findUpdate(tx.db.sql, updateId);
    if (!major || !update) return;
    const personIds = await audienceAfter(tx.db.sql, major, after ?? '', portion);
    await tellPortion(tx, major, update, personIds);
    if (!update.toldAt) {
      await markTold(tx.db.sql, update.id, tx.clock());
      announceChange(tx, major.id);
    }
    if (personIds.length < portion) return;
    const payload = { majorIncidentId, updateId, after: personIds.at(-1) as string };
    const now = tx.clock();
    await enqueue(tx.db.sql, { job: 'majorIncident.tell', payload, runAt: now, now, key: tellKey(majorIncidentId) });
  });
}

async function tellPortion(tx: Context, major: MajorIncident, update: MajorUpdate, personIds: string[]): Promise<void> {
  const people = await correspondents(tx.db.sql, personIds);
  const kind = major.state === 'withdrawn' ? 'withdrawn' : update.stage === 'ended' ? 'ended' : 'update';
  for (const language of ['en', 'fr'] as Language[]) {
    const recipientIds = people.filter((person) => person.language === language).map(({ id }) => id);
    if (recipientIds.length === 0) continue;
    await notify(tx, {
      recipientIds,
      kind: `majorIncident.${kind}`,
      subject: { type: 'majorIncident', id: major.id },
      data: {
        title: major.title[language],
        text: kind === 'withdrawn' ? '' : update.body[language],
        stage: update.stage,
        updateId: update.id,
      },
      key: `majorIncident.${kind}:${update.id}`,
    });
  }
}

/** State job `majorIncident.remind`: news are due soon, then they are overdue; who leads hears of both, once each. */
export async function remindOfUpdate(ctx: Context, { majorIncidentId }: { majorIncidentId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const major = await findMajor(tx.db.sql, majorIncidentId);
    if (major?.state !== 'active' || !major.updateDueAt) return;
    const isLate = major.updateDueAt <= tx.clock();
    if (!isLate) await remindAt(tx, major.id, major.updateDueAt);
    // When it is late, whoever sounded the alarm hears of it too.
    const recipientIds = [major.commanderId, isLate ? major.declaredById : null].filter((id) => id !== null);
    await notify(tx, {
      recipientIds,
      kind: isLate ? 'majorIncident.updateLate' : 'majorIncident.updateDue',
      subject: { type: 'majorIncident', id: major.id },
      data: { title: major.title.en, until: major.updateDueAt.toISOString() },
      key: `majorIncident.${isLate ? 'late' : 'due'}:${major.id}:${major.updateDueAt.toISOString()}`,
    });
  });
}
