import { transact } from '../../db/transaction.ts';
import { assetsById, correctAssets } from '../assets/correct-assets.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { auditName, isSameWhereabouts, type Whereabouts } from './audit.ts';
import { eachItems, forgetCorrections } from './audit-item-store.ts';
import { mayCloseAudit } from './audit-policy.ts';
import type { AuditAnswer } from './audit-schemas.ts';
import { updateAudit } from './audit-store.ts';
import { auditView } from './audit-view.ts';
import { patchOf } from './close-audit.ts';
import { announceAudit, holdAudit } from './load-audit.ts';

/**
 * Takes a closing back: what it set right is as before, and scanning goes on. Assets that somebody changed since stay as they are,
 * and their tags are answered. 409 when it is open.
 */
export async function reopenAudit(
  ctx: Context,
  actor: Actor,
  id: string,
): Promise<{ audit: AuditAnswer; restored: number; leftAlone: string[] }> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const audit = await holdAudit(tx, id);
    if (!mayCloseAudit(actor, audit)) throw new Problem('forbidden');
    if (audit.state === 'open') throw new Problem('conflict', 'This stock-take is open');
    const leftAlone: string[] = [];
    let restored = 0;
    for await (const items of eachItems(sql, audit.id, { isCorrected: true })) {
      const assets = await assetsById(
        tx,
        items.map(({ assetId }) => assetId),
      );
      const restorable = items.flatMap((item) => {
        const asset = assets.get(item.assetId);
        const isAsLeft = asset && isSameWhereabouts(asset, item.after as Whereabouts);
        if (!isAsLeft) leftAlone.push(item.tag);
        return isAsLeft ? [{ asset, patch: patchOf(item.before as Whereabouts) }] : [];
      });
      await correctAssets(tx, actor, restorable, `${auditName(audit.number)} ${audit.title}: undone`);
      restored += restorable.length;
    }
    await forgetCorrections(sql, audit.id);
    const open = { state: 'open', closedAt: null, closedById: null, corrected: 0 } as const;
    if (!(await updateAudit(sql, audit.id, audit.version, open))) throw new Problem('conflict', 'Somebody changed this a moment ago');
    const detail = { title: audit.title, restored, leftAlone: leftAlone.length };
    await recordAudit(tx, actor, { action: 'audit.reopened', subjectType: 'audit', subjectId: audit.id, detail });
    announceAudit(tx, audit.id);
    return { audit: await auditView(sql, actor, { ...audit, ...open, version: audit.version + 1 }), restored, leftAlone };
  });
}
