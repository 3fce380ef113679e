import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { checkSupplier } from '../finance/supplier-queries.ts';
import { softwareRefs } from '../inventory/software/software-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { defaultCurrency, fromCents, toCents } from '../platform/money.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { seal, unseal } from '../platform/secret-box.ts';
import type { Licence } from './licence.ts';
import type { LicenceAnswer, LicenceChanges, NewLicence } from './licence-schemas.ts';
import { deleteLicence, findLicence, insertLicence, setSoftware, updateLicence } from './licence-store.ts';
import { knownLicence, shown } from './licence-view.ts';

const purpose = 'licence-key';

/** Adds a licence for the titles that it names. */
export async function addLicence(ctx: Context, actor: Actor, input: NewLicence): Promise<LicenceAnswer> {
  return transact(ctx, async (tx) => {
    const { softwareIds, key, cost, ...fields } = input;
    const now = tx.clock();
    const licence: Licence = {
      ...fields,
      ...moneyOf(cost, fields.currency),
      id: newId(),
      seatsUsed: 0,
      sealedKey: sealed(tx, key),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await check(tx, licence, softwareIds);
    await insertLicence(tx.db.sql, licence);
    await setSoftware(tx.db.sql, licence.id, [...new Set(softwareIds)]);
    await note(tx, actor, 'licence.added', licence);
    return shown(tx, licence);
  });
}

/** Changes a licence; 412 when somebody changed it since, 422 for fewer seats than are taken. */
export async function changeLicence(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: LicenceChanges,
  ifMatch: number | null,
): Promise<LicenceAnswer> {
  return transact(ctx, async (tx) => {
    const before = await knownLicence(tx, id);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const { softwareIds, key, cost = fromCents(before.costCents), currency, ...fields } = changes;
    const money = moneyOf(cost, currency ?? before.currency);
    const licence: Licence = { ...before, ...fields, ...money, version: version + 1, updatedAt: tx.clock() };
    if (key !== undefined) licence.sealedKey = sealed(tx, key);
    await check(tx, licence, softwareIds);
    if (!(await updateLicence(tx.db.sql, licence))) throw await refusal(tx, licence);
    if (softwareIds) await setSoftware(tx.db.sql, id, [...new Set(softwareIds)]);
    await note(tx, actor, 'licence.changed', licence, { fields: Object.keys(changes) });
    return shown(tx, licence);
  });
}

async function refusal(tx: Context, licence: Licence): Promise<Problem> {
  const present = await findLicence(tx.db.sql, licence.id);
  const isFull = licence.seats !== null && (present?.seatsUsed ?? 0) > licence.seats;
  return isFull ? invalid('/seats', `${present?.seatsUsed} seats are taken: free some first`) : new Problem('version_mismatch');
}

/** Removes a licence with the history of its seats; 409 while seats are taken. */
export async function removeLicence(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const licence = await knownLicence(tx, id);
    if (licence.seatsUsed > 0 && licence.isReassignable)
      throw new Problem('conflict', `Seats of ${licence.name} are taken: free them first`);
    await deleteLicence(tx.db.sql, id);
    await note(tx, actor, 'licence.removed', licence);
  });
}

/** The key of a licence in the clear; who looked is in the audit log. */
export async function showKey(ctx: Context, actor: Actor, id: string): Promise<string | null> {
  return transact(ctx, async (tx) => {
    const licence = await knownLicence(tx, id);
    await recordAudit(tx, actor, { action: 'licence.keyShown', subjectType: 'licence', subjectId: id, detail: { name: licence.name } });
    return licence.sealedKey === null ? null : unseal(tx.settings.secretKey, purpose, licence.sealedKey);
  });
}

const sealed = (ctx: Context, key: string | null): string | null => (key === null ? null : seal(ctx.settings.secretKey, purpose, key));

const moneyOf = (cost: number | null, currency: string | null): Pick<Licence, 'costCents' | 'currency'> => ({
  costCents: toCents(cost),
  currency: cost === null ? null : (currency ?? defaultCurrency),
});

async function check(tx: Context, licence: Licence, softwareIds: string[] = []): Promise<void> {
  await checkSupplier(tx.db.sql, licence.supplierId);
  const titles = await softwareRefs(tx.db.sql, softwareIds);
  const place = softwareIds.findIndex((id) => !titles.has(id));
  if (place >= 0) throw invalid(`/softwareIds/${place}`, 'There is no such software');
}

async function note(tx: Context, actor: Actor, action: string, { id, name }: Licence, detail: Record<string, unknown> = {}): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'licence', subjectId: id, detail: { name, ...detail } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'licence.changed', id, audience: { role: 'technician' } }));
}
