import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import { findLocation } from '../../people/location-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import type { InventorySource } from './inventory-source.ts';
import type { newSource, sourceChanges } from './source-schemas.ts';
import { deleteSource, findSource, findSourceByUsername, insertSource, listSources, updateSource } from './source-store.ts';

/** A password that fits into any agent's configuration: letters and numbers, 190 bits. */
const newPassword = (): string => {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
  return [...randomBytes(33)].map((byte) => letters[byte % letters.length]).join('');
};

/** Makes a source; the password is told this once. */
export async function addSource(
  ctx: Context,
  actor: Actor,
  input: z.output<typeof newSource>,
): Promise<{ source: InventorySource; password: string }> {
  const password = newPassword();
  return transact(ctx, async (tx) => {
    await checkReferences(tx, null, input);
    const source: InventorySource = {
      ...input,
      id: newId(),
      username: await freeUsername(tx, input.name),
      passwordHash: sha256(password),
      isActive: true,
      reservedFor: null,
      version: 1,
      createdAt: tx.clock(),
    };
    await insertSource(tx.db.sql, source);
    await audit(tx, actor, 'inventorySource.added', source.id, { ...input, username: source.username });
    return { source, password };
  });
}

/** `agents-hq` of "HQ": told in a configuration, so it is readable. */
async function freeUsername(tx: Context, name: string): Promise<string> {
  const word = name
    .normalize('NFD')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 30);
  const base = `agents-${word || 'source'}`.replace(/-+$/, '');
  for (let n = 1; ; n += 1) {
    const username = n === 1 ? base : `${base}-${n}`;
    if (!(await findSourceByUsername(tx.db.sql, username))) return username;
  }
}

/** Changes a source. 412 when `ifMatch` is not the present version. */
export async function changeSource(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof sourceChanges>,
  ifMatch: number | null,
): Promise<InventorySource> {
  return transact(ctx, async (tx) => {
    const before = await knownSource(tx, id);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    await checkReferences(tx, id, changes);
    if (!(await updateSource(tx.db.sql, id, version, changes))) throw new Problem('version_mismatch');
    await audit(tx, actor, 'inventorySource.changed', id, changes);
    return { ...before, ...changes, version: version + 1 };
  });
}

/** Gives a source another password; agents with the old one are refused from now on. */
export async function renewPassword(ctx: Context, actor: Actor, id: string): Promise<{ source: InventorySource; password: string }> {
  const password = newPassword();
  return transact(ctx, async (tx) => {
    const before = await knownSource(tx, id);
    if (!(await updateSource(tx.db.sql, id, before.version, { passwordHash: sha256(password) }))) throw new Problem('version_mismatch');
    await audit(tx, actor, 'inventorySource.passwordRenewed', id, {});
    return { source: { ...before, version: before.version + 1 }, password };
  });
}

/** Takes a source away with its list of agents; the machines that they told of stay. */
export async function removeSource(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { name } = await knownSource(tx, id);
    await deleteSource(tx.db.sql, id);
    await audit(tx, actor, 'inventorySource.removed', id, { name });
  });
}

/** The source with this id, or a 404. */
export async function knownSource(tx: Context, id: string): Promise<InventorySource> {
  const source = await findSource(tx.db.sql, id);
  if (!source) throw notFound('inventory source');
  return source;
}

async function checkReferences(
  tx: Context,
  id: string | null,
  { name, locationId, contactEvery }: { name?: string; locationId?: string | null; contactEvery?: string },
): Promise<void> {
  const { sql } = tx.db;
  if (name !== undefined && (await listSources(sql)).some((other) => other.id !== id && other.name === name))
    throw invalid('/name', 'There is a source of this name already');
  if (locationId && !(await findLocation(sql, locationId))) throw invalid('/locationId', 'There is no such location');
  if (contactEvery && /\d[MS]$/.test(contactEvery)) throw invalid('/contactEvery', 'Agents count in whole hours');
}

const audit = (tx: Context, actor: Actor, action: string, subjectId: string, detail: Record<string, unknown>): Promise<void> =>
  recordAudit(tx, actor, { action, subjectType: 'inventorySource', subjectId, detail });
