import { random } from '../db/seeds/random.ts';
import { transact } from '../db/transaction.ts';
import { hasAnyPerson } from '../server/people/person-queries.ts';
import { fakeClock } from '../server/platform/clock.ts';
import type { Context } from '../server/platform/context.ts';
import { auditActs } from './demo-audits.ts';
import { backUpDemo } from './demo-backups.ts';
import { moveIn } from './demo-company.ts';
import { custodyActs } from './demo-custody.ts';
import { equipDesk, outageActs } from './demo-desk.ts';
import { handOutDevices } from './demo-devices.ts';
import { demoActs } from './demo-incidents.ts';
import { makePromises } from './demo-promises.ts';
import { roomActs } from './demo-rooms.ts';
import { supplyActs } from './demo-supplies.ts';
import { liveThrough } from './demo-time.ts';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/**
 * Moves the demo company into an empty database and lives six weeks of its life, through the same use cases as everybody:
 * histories, clocks, breaches and escalations are real. One transaction, so a crash leaves nothing behind. False when
 * there is somebody already.
 */
export async function seedDemo(ctx: Context): Promise<boolean> {
  if (await hasAnyPerson(ctx.db.sql)) return false;
  try {
    return await transact(ctx, liveThePast);
  } catch (error) {
    // Another process moved the company in at the same moment; its transaction was first.
    if (ctx.db.dialect.isUniqueViolation(error) && (await hasAnyPerson(ctx.db.sql))) return false;
    throw error;
  }
}

async function liveThePast(tx: Context): Promise<boolean> {
  if (await hasAnyPerson(tx.db.sql)) return false;
  const now = tx.clock();
  const start = new Date(now.getTime() - 6 * weekMs);
  // The company's people have no mailboxes: nothing of its past goes out by mail.
  const past = { ...tx, clock: fakeClock(start), settings: { ...tx.settings, smtpUrl: null } };
  const dice = random(2026);
  const company = await moveIn(past);
  await makePromises(past, company);
  await equipDesk(past, company);
  const deviceActs = await handOutDevices(past, company, dice);
  await liveThrough(
    past,
    [
      ...deviceActs,
      ...demoActs(company, start, now, dice),
      ...outageActs(company, now),
      ...custodyActs(company, now),
      ...auditActs(company, now),
      ...supplyActs(company, now),
      ...roomActs(company, now),
    ],
    now,
  );
  await fileAway(tx, now);
  await backUpDemo(tx, company);
  return true;
}

/** Of what people were told: no mail of the past goes out, and what is older than a day has been read. */
async function fileAway(tx: Context, now: Date): Promise<void> {
  const { sql } = tx.db;
  await sql('outbox').where({ job: 'notification.deliver' }).delete();
  await sql('deliveries').where({ status: 'pending' }).update({ status: 'suppressed', finishedAt: now });
  await sql('notifications')
    .where('createdAt', '<', new Date(now.getTime() - weekMs / 7))
    .update({ readAt: now });
}
