import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import { seal, unseal } from '../../platform/secret-box.ts';
import type { FieldChange } from '../asset-view.ts';
import { placeInto } from './place-sim.ts';
import type { Sim } from './sim.ts';
import type { NewSim, SimAnswer, SimChanges } from './sim-schemas.ts';
import { deleteSim, findSim, insertSim, insertSimEvent, type SimEvent, updateSim } from './sim-store.ts';
import { reindexHost } from './sim-words.ts';
import { knownSim, showSim } from './view-sims.ts';

const purpose = 'sim-card';

/** Registers a SIM card, in a mobile if one is told; 422 when its number is known. */
export async function registerSim(ctx: Context, actor: Actor, input: NewSim): Promise<SimAnswer> {
  const { pin, puk, assetId, status, ...fields } = input;
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      if (await findSim(tx.db.sql, input.iccid)) throw invalid('/iccid', 'There is a card of this number already');
      const now = tx.clock();
      const sealed = { sealedPin: sealedOf(tx, pin), sealedPuk: sealedOf(tx, puk) };
      const begins = status ?? (assetId ? 'active' : 'spare');
      const sim: Sim = { ...fields, ...sealed, status: begins, assetId: null, id: newId(), version: 1, createdAt: now, updatedAt: now };
      await insertSim(tx.db.sql, sim);
      await noteOnSim(tx, actor, sim.id, 'registered', changesOf(null, sim));
      if (assetId) await placeInto(tx, actor, sim, assetId, null);
      announceSim(tx, sim.id);
      return showSim(tx, sim.id);
    }),
  );
}

/** Changes a SIM card; its line and its carrier keep their history. 412 when somebody was faster. */
export async function changeSim(
  ctx: Context,
  actor: Actor,
  idOrIccid: string,
  changes: SimChanges,
  ifMatch: number | null,
): Promise<SimAnswer> {
  const { pin, puk, ...fields } = changes;
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const before = await knownSim(tx, idOrIccid);
      if (ifMatch !== null && ifMatch !== before.version) {
        throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
      }
      const after: Sim = { ...before, ...fields, version: before.version + 1, updatedAt: tx.clock() };
      if (pin !== undefined) after.sealedPin = sealedOf(tx, pin);
      if (puk !== undefined) after.sealedPuk = sealedOf(tx, puk);
      const twin = await findSim(tx.db.sql, after.iccid);
      if (twin && twin.id !== before.id) throw invalid('/iccid', 'There is a card of this number already');
      const found = changesOf(before, after);
      if (found.length === 0) return showSim(tx, before.id);
      if (!(await updateSim(tx.db.sql, after))) throw new Problem('version_mismatch');
      await noteOnSim(tx, actor, before.id, 'changed', found);
      await reindexHost(tx, after.assetId);
      announceSim(tx, before.id);
      return showSim(tx, before.id);
    }),
  );
}

/** Makes a card that was registered by mistake never have been, with its history; the audit log keeps that. */
export async function removeSim(ctx: Context, actor: Actor, idOrIccid: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const sim = await knownSim(tx, idOrIccid);
    if (sim.assetId) throw new Problem('conflict', 'The card is in a mobile: take it out first');
    await deleteSim(tx.db.sql, sim.id);
    await recordAudit(tx, actor, { action: 'sim-card.removed', subjectType: 'sim-card', subjectId: sim.id, detail: { iccid: sim.iccid } });
    announceSim(tx, sim.id);
  });
}

/** PIN and PUK in clear text; who read them stands in the card's history and in the audit log. */
export async function readSecrets(ctx: Context, actor: Actor, idOrIccid: string): Promise<{ pin: string | null; puk: string | null }> {
  return transact(ctx, async (tx) => {
    const sim = await knownSim(tx, idOrIccid);
    await noteOnSim(tx, actor, sim.id, 'secret_read', []);
    await recordAudit(tx, actor, {
      action: 'sim-card.secret-read',
      subjectType: 'sim-card',
      subjectId: sim.id,
      detail: { iccid: sim.iccid },
    });
    const open = (sealed: string | null) => (sealed === null ? null : unseal(tx.settings.secretKey, purpose, sealed));
    return { pin: open(sim.sealedPin), puk: open(sim.sealedPuk) };
  });
}

const sealedOf = (tx: Context, secret: string | null): string | null =>
  secret === null ? null : seal(tx.settings.secretKey, purpose, secret);

const compared = ['iccid', 'lineNumber', 'carrier', 'plan', 'status', 'contractEndsOn', 'notes'] as const;

function changesOf(before: Sim | null, after: Sim): FieldChange[] {
  const changes: FieldChange[] = compared
    .filter((field) => (before?.[field] ?? null) !== after[field])
    .map((field) => ({ field, from: before?.[field] ?? null, to: after[field] }));
  // That a secret is another, never what it is.
  for (const [field, name] of [['sealedPin', 'pin'] as const, ['sealedPuk', 'puk'] as const]) {
    if ((before?.[field] ?? null) !== after[field]) changes.push({ field: name, from: null, to: after[field] === null ? null : '••••' });
  }
  return changes;
}

/** Appends a line to the history of a card. */
export async function noteOnSim(
  tx: Context,
  actor: Actor,
  simId: string,
  kind: SimEvent['kind'],
  changes: FieldChange[],
  note: string | null = null,
): Promise<void> {
  const { id: actorId, name: actorName } = actor;
  await insertSimEvent(tx.db.sql, { id: newId(), simId, kind, actorId, actorName, happenedAt: tx.clock(), note, changes });
}

/** Tells open pages after the commit. */
export const announceSim = (tx: Context, id: string): void =>
  tx.db.afterCommit(() => tx.live.publish({ type: 'sim-card.changed', id, audience: { role: 'technician' } }));

async function refusingTwins<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    throw invalid('/iccid', 'Somebody registered this card a moment ago');
  }
}
