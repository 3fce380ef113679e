import type { Sql } from '../../db/connection.ts';

/** What one address wrote without a pause. */
export interface SenderBurst {
  address: string;
  lastAt: Date;
  mails: number;
  subjectKey: string;
  /** The incidents that were made of it, the first one first. */
  incidentIds: string[];
  isFlood: boolean;
}

/** The burst of an address, held until the transaction ends: two of its mails are looked at one after the other. */
export async function lockBurst(tx: Sql, address: string, now: Date): Promise<SenderBurst> {
  const none = { address, lastAt: now, mails: 0, subjectKey: '', incidentIdsJson: '[]', isFlood: false };
  await tx('senderBursts').insert(none).onConflict('address').ignore();
  return tx('senderBursts').where({ address }).forUpdate().first();
}

export async function saveBurst(tx: Sql, { incidentIds, address, ...row }: SenderBurst): Promise<void> {
  await tx('senderBursts')
    .where({ address })
    .update({ ...row, incidentIdsJson: JSON.stringify(incidentIds) });
}

/** Deletes bursts that ended long ago. */
export const forgetBursts = (tx: Sql, before: Date): Promise<number> => tx('senderBursts').where('lastAt', '<', before).delete();
