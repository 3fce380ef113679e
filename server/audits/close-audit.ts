import { transact } from '../../db/transaction.ts';
import { type AssetCorrection, correctAssets } from '../assets/correct-assets.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type Audit, auditName, type Whereabouts, whereaboutsOf } from './audit.ts';
import { eachCorrection, type PlannedCorrection } from './audit-corrections.ts';
import { keepCorrection } from './audit-item-store.ts';
import { mayCloseAudit } from './audit-policy.ts';
import type { AuditAnswer, Closing } from './audit-schemas.ts';
import { updateAudit } from './audit-store.ts';
import { auditView } from './audit-view.ts';
import { announceAudit, checkOpen, holdAudit } from './load-audit.ts';

const most = 20_000;

/**
 * Ends a stock-take and sets the register right as far as was asked, all in one transaction. Records that somebody changed
 * meanwhile are left alone. 409 when it has ended already, 403 for who neither began it nor leads.
 */
export async function closeAudit(ctx: Context, actor: Actor, id: string, { apply, except }: Closing): Promise<AuditAnswer> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const audit = await holdAudit(tx, id);
    if (!mayCloseAudit(actor, audit)) throw new Problem('forbidden');
    checkOpen(audit);
    const corrections = apply.length > 0 ? await chosen(tx, audit, new Set(apply), new Set(except)) : [];
    await correctAssets(tx, actor, corrections.map(asAssetCorrection), `${auditName(audit.number)} ${audit.title}`);
    for (const { asset, correction } of corrections) {
      const done = { assetId: asset.id, correction: correction.kind, before: whereaboutsOf(asset), after: correction.after };
      await keepCorrection(sql, audit.id, done);
    }
    const closed = { state: 'closed', closedAt: tx.clock(), closedById: actor.id, corrected: corrections.length } as const;
    if (!(await updateAudit(sql, audit.id, audit.version, closed))) throw new Problem('conflict', 'Somebody changed this a moment ago');
    const detail = { title: audit.title, corrected: corrections.length };
    await recordAudit(tx, actor, { action: 'audit.closed', subjectType: 'audit', subjectId: audit.id, detail });
    announceAudit(tx, audit.id);
    return auditView(sql, actor, { ...audit, ...closed, version: audit.version + 1 });
  });
}

async function chosen(tx: Context, audit: Audit, kinds: Set<string>, except: Set<string>): Promise<PlannedCorrection[]> {
  const found: PlannedCorrection[] = [];
  for await (const planned of eachCorrection(tx, audit)) {
    found.push(
      ...planned.filter(({ asset, correction, isOvertaken }) => !isOvertaken && kinds.has(correction.kind) && !except.has(asset.id)),
    );
    if (found.length > most)
      throw new Problem('conflict', `More than ${most} corrections at once are too many: close it without some of them`);
  }
  return found;
}

const asAssetCorrection = ({ asset, correction }: PlannedCorrection): AssetCorrection => ({ asset, patch: patchOf(correction.after) });

/** The facts of a place as the register takes them. */
export const patchOf = ({ status, locationId, custodianType, custodianId }: Whereabouts): AssetCorrection['patch'] => ({
  status: status as NonNullable<AssetCorrection['patch']['status']>,
  locationId,
  custodianType: custodianType as NonNullable<AssetCorrection['patch']['custodianType']> | null,
  custodianId,
});
