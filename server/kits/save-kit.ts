import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { allKinds } from '../asset-kinds/kind-queries.ts';
import { nameKey } from '../assets/asset.ts';
import { recordAudit } from '../auth/audit.ts';
import { licenceRefs } from '../licences/licence-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { stockItemRefs } from '../stock/stock-queries.ts';
import type { Kit } from './kit.ts';
import type { KitAnswer, KitChanges, NewKit } from './kit-schemas.ts';
import { namesOfLines } from './kit-state.ts';
import { deleteKit, findKit, insertKit, listKits, updateKit, wasHandedOut } from './kit-store.ts';

/** Adds a kit; 422 for lines that name what does not exist. */
export async function addKit(ctx: Context, actor: Actor, input: NewKit): Promise<KitAnswer> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const kit: Kit = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await check(tx, kit);
    await insertKit(tx.db.sql, kit);
    await note(tx, actor, 'kit.added', kit);
    return shownKit(tx, kit);
  });
}

/** Changes a kit; 412 when somebody changed it since. */
export async function changeKit(ctx: Context, actor: Actor, id: string, changes: KitChanges, ifMatch: number | null): Promise<KitAnswer> {
  return transact(ctx, async (tx) => {
    const before = await knownKit(tx, id);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const kit: Kit = { ...before, ...changes, version: version + 1, updatedAt: tx.clock() };
    await check(tx, kit);
    if (!(await updateKit(tx.db.sql, kit))) throw new Problem('version_mismatch');
    await note(tx, actor, 'kit.changed', kit);
    return shownKit(tx, kit);
  });
}

/** Removes a kit that was never handed out; 409 otherwise: it can be set aside instead. */
export async function removeKit(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const kit = await knownKit(tx, id);
    if (await wasHandedOut(tx.db.sql, id)) throw new Problem('conflict', `${kit.name} is in use: set it aside instead`);
    await deleteKit(tx.db.sql, id);
    await note(tx, actor, 'kit.removed', kit);
  });
}

/** The kit with this id; 404 otherwise. */
export async function knownKit(ctx: Context, id: string): Promise<Kit> {
  const kit = await findKit(ctx.db.sql, id);
  if (!kit) throw notFound('kit');
  return kit;
}

/** A kit as the API shows it. */
export async function shownKit(ctx: Context, kit: Kit): Promise<KitAnswer> {
  const nameOf = await namesOfLines(ctx, kit.lines);
  return { ...kit, lines: kit.lines.map((line) => ({ ...line, name: nameOf(line) })) };
}

/** Every kit by name. */
export async function allKits(ctx: Context) {
  const items: KitAnswer[] = [];
  for (const kit of await listKits(ctx.db.sql)) items.push(await shownKit(ctx, kit));
  return { items, nextCursor: null };
}

async function check(tx: Context, kit: Kit): Promise<void> {
  const { sql } = tx.db;
  await takeTurn(sql, 'kits');
  const isTaken = (await listKits(sql)).some(({ id, name }) => id !== kit.id && nameKey(name) === nameKey(kit.name));
  if (isTaken) throw invalid('/name', 'There is a kit of this name already');
  const kinds = await allKinds(sql);
  const items = await stockItemRefs(
    sql,
    kit.lines.map((line) => (line.type === 'stock' ? line.itemId : null)),
  );
  const licences = await licenceRefs(
    sql,
    kit.lines.flatMap((line) => (line.type === 'licence' ? [line.licenceId] : [])),
  );
  for (const [place, line] of kit.lines.entries()) {
    if (line.type === 'asset' && !kinds.has(line.kind)) throw invalid(`/lines/${place}/kind`, 'There is no such kind');
    if (line.type === 'stock' && !items.has(line.itemId)) throw invalid(`/lines/${place}/itemId`, 'There is no such stock item');
    if (line.type === 'licence' && !licences.has(line.licenceId)) throw invalid(`/lines/${place}/licenceId`, 'There is no such licence');
    if (line.type === 'licence' && licences.get(line.licenceId)?.metric !== 'person')
      throw invalid(`/lines/${place}/licenceId`, 'The seats of this licence are for devices');
  }
}

async function note(tx: Context, actor: Actor, action: string, { id, name }: Kit): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'kit', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'kit.changed', id, audience: { role: 'technician' } }));
}
