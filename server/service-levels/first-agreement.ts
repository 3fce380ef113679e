import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { addAgreement } from './save-agreement.ts';
import { listAgreements } from './service-level-agreement-store.ts';

const target = (responseTarget: string, resolutionTarget: string) => ({
  responseTarget,
  nextResponseTarget: null,
  resolutionTarget,
  calendarId: null,
});

/**
 * Sees to it that an installation promises something from its first incident on: without any agreement it makes a
 * modest one, around the clock until somebody names service hours. One that is there, whatever it says, is left alone.
 */
export async function ensureFirstAgreement(ctx: Context): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'serviceLevelAgreements');
    if ((await listAgreements(tx.db.sql)).length > 0) return;
    await addAgreement(tx, systemActor, {
      name: 'First promises',
      isDefault: true,
      calendarId: null,
      onReopen: 'continue',
      isNextResponsePausing: true,
      rules: [],
      operational: [],
      targets: {
        P1: target('PT1H', 'PT4H'),
        P2: target('PT2H', 'PT8H'),
        P3: target('PT8H', 'PT48H'),
        P4: target('PT24H', 'PT96H'),
        P5: target('PT48H', 'PT168H'),
      },
    });
  });
}
