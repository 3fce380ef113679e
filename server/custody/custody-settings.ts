import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { settingsChanges } from './settings-schemas.ts';

/** On which days people are reminded, counted from what they are reminded of; before it negative. */
export interface CustodySettings {
  returnDays: number[];
  leaverDays: number[];
  signatureDays: number[];
  version: number;
}

const dayMs = 86_400_000;

/** The settings; there is one row. */
export async function custodySettings(sql: Sql): Promise<CustodySettings> {
  return sql('custodySettings')
    .select('returnDaysJson', 'leaverDaysJson', 'signatureDaysJson', 'version')
    .first() as unknown as Promise<CustodySettings>;
}

/** When who has been reminded so often is reminded again, or null when that was the last time. */
export async function nextSignatureReminder(tx: Context, askedAt: Date, reminders: number): Promise<Date | null> {
  const { signatureDays } = await custodySettings(tx.db.sql);
  const days = signatureDays[reminders];
  if (days === undefined) return null;
  // One sent by hand in the meantime does not bring the next one forward.
  return new Date(Math.max(askedAt.getTime() + days * dayMs, tx.clock().getTime() + dayMs / 2));
}

/** Changes when people are reminded; 412 when somebody was faster. */
export async function changeCustodySettings(
  ctx: Context,
  actor: Actor,
  changes: z.output<typeof settingsChanges>,
  ifMatch: number | null,
): Promise<CustodySettings> {
  return transact(ctx, async (tx) => {
    const before = await custodySettings(tx.db.sql);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    const after = { ...before, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
    const row = {
      returnDaysJson: JSON.stringify(after.returnDays),
      leaverDaysJson: JSON.stringify(after.leaverDays),
      signatureDaysJson: JSON.stringify(after.signatureDays),
      version: before.version + 1,
    };
    if ((await tx.db.sql('custodySettings').where({ version: before.version }).update(row)) !== 1) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'custody.settingsChanged', subjectType: 'custody', subjectId: null, detail: { ...changes } });
    return custodySettings(tx.db.sql);
  });
}
