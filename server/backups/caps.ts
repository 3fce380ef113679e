import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { recordAudit } from '../auth/audit.ts';
import { findLocation, locationsAbove } from '../people/location-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import type { BackupRun } from './backup-run.ts';
import { type Cap, listCaps, type RunningPlace, replaceCaps, runningPlaces } from './cap-store.ts';
import type { capsBody } from './repository-schemas.ts';
import { findRepository } from './repository-store.ts';

/** Says how many backups may run at once: overall, on each server, in a repository, at a site with all that lies in it. */
export async function saveCaps(ctx: Context, actor: Actor, { items }: z.output<typeof capsBody>): Promise<Cap[]> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'backupCaps');
    for (const [index, cap] of items.entries()) await check(tx, cap, index, items);
    await replaceCaps(tx.db.sql, items);
    await recordAudit(tx, actor, { action: 'backupCaps.change', subjectType: 'backupCaps', subjectId: 'all', detail: { caps: items } });
    return listCaps(tx.db.sql);
  });
}

async function check(tx: Context, { scope, subjectId }: Cap, index: number, all: Cap[]): Promise<void> {
  const pointer = `/items/${index}/subjectId`;
  const hasSubject = scope === 'repository' || scope === 'site';
  if (hasSubject !== (subjectId !== '')) throw invalid(pointer, hasSubject ? 'must name one' : 'must be empty');
  if (scope === 'repository' && !(await findRepository(tx.db.sql, subjectId))) throw invalid(pointer, 'There is no such repository');
  if (scope === 'site' && !(await findLocation(tx.db.sql, subjectId))) throw invalid(pointer, 'There is no such location');
  if (all.findIndex((other) => other.scope === scope && other.subjectId === subjectId) < index) throw invalid(pointer, 'is named twice');
}

/** True when one more run would be more than a cap allows. Called within the claim, one at a time while there are caps. */
export async function isCapped(tx: Context, run: BackupRun): Promise<boolean> {
  const { sql } = tx.db;
  const caps = await listCaps(sql);
  if (caps.length === 0) return false;
  await takeTurn(sql, 'backupCaps');
  const running = (await runningPlaces(sql)).filter(({ id }) => id !== run.id);
  const sites = await sitesOf(tx, caps, run, running);
  return caps.some((cap) => {
    const counted = running.filter((other) => isCounted(cap, run, other, sites));
    return concerns(cap, run, sites) && counted.length >= cap.maxRuns;
  });
}

type Sites = Map<string, string[]>;

/** The locations above each asset, asked only where a site has a cap. */
async function sitesOf(tx: Context, caps: Cap[], run: BackupRun, running: RunningPlace[]): Promise<Sites> {
  const sites: Sites = new Map();
  if (!caps.some(({ scope }) => scope === 'site')) return sites;
  const own = await findAsset(tx.db.sql, run.assetId);
  for (const { assetId, locationId } of [...running, { assetId: run.assetId, locationId: own?.locationId ?? null }])
    if (!sites.has(assetId)) sites.set(assetId, locationId ? await locationsAbove(tx.db.sql, locationId) : []);
  return sites;
}

function concerns({ scope, subjectId }: Cap, run: BackupRun, sites: Sites): boolean {
  if (scope === 'repository') return run.repositoryId === subjectId;
  return scope === 'site' ? (sites.get(run.assetId)?.includes(subjectId) ?? false) : true;
}

function isCounted({ scope, subjectId }: Cap, run: BackupRun, other: RunningPlace, sites: Sites): boolean {
  if (scope === 'overall') return true;
  if (scope === 'host') return other.assetId === run.assetId;
  return scope === 'repository' ? other.repositoryId === subjectId : (sites.get(other.assetId)?.includes(subjectId) ?? false);
}
