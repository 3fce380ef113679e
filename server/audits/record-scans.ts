import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import { findAssetByCode } from '../assets/asset-code.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { scannedWithin } from './audit.ts';
import { scanForAudit } from './scan-for-audit.ts';
import { scanForCustody } from './scan-for-custody.ts';
import type { NewScan, ScanAnswer, ScanOutcome } from './scan-schemas.ts';
import { findScan, insertScan } from './scan-store.ts';

/** What a kind of scan found out; the rest of the answer is the same for all. */
export interface Finding {
  outcome: ScanOutcome;
  /** The stock-take that counted it. */
  auditId?: string;
  /** The asset as it is afterwards, if the code named one. */
  asset: Asset | null;
  reason?: string;
  expectedAt?: ScanAnswer['expectedAt'];
  holder?: ScanAnswer['holder'];
  earlier?: ScanAnswer['earlier'];
}

const longAgo = new Date(0);

/**
 * Takes scans in the order in which they were read, each in a transaction of its own, and answers what came of each. One that
 * cannot be done is answered as refused and does not hold up the others. A scan that was sent before is not done again:
 * it is answered as it was then.
 */
export async function recordScans(ctx: Context, actor: Actor, scans: NewScan[]): Promise<ScanAnswer[]> {
  const answers: ScanAnswer[] = [];
  for (const scan of scans) answers.push(await recordOnce(ctx, actor, scan));
  return answers;
}

async function recordOnce(ctx: Context, actor: Actor, scan: NewScan): Promise<ScanAnswer> {
  try {
    return await transact(ctx, async (tx) => (await earlierAnswer(tx, actor, scan)) ?? (await record(tx, actor, scan)));
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return refuse(ctx, actor, scan, error);
    // The same scan by two ways at once: the other one was faster.
    const known = ctx.db.dialect.isUniqueViolation(error) ? await earlierAnswer(ctx, actor, scan) : null;
    if (!known) throw error;
    return known;
  }
}

async function earlierAnswer(ctx: Context, actor: Actor, scan: NewScan): Promise<ScanAnswer | null> {
  const known = await findScan(ctx.db.sql, scan.id);
  if (!known) return null;
  if (known.actorId === actor.id && known.action === scan.action && known.code === scan.code) return known.answer;
  return answerOf(ctx, scan, { outcome: 'refused', asset: null, reason: 'Another scan has this id' });
}

async function record(tx: Context, actor: Actor, scan: NewScan): Promise<ScanAnswer> {
  const asset = await findAssetByCode(tx.db.sql, scan.code);
  const finding = scan.action === 'audit' ? await scanForAudit(tx, actor, scan, asset) : await scanForCustody(tx, actor, scan, asset);
  return keep(tx, actor, scan, finding);
}

/** What was refused is kept as well: a reader that asks again gets the same answer, whatever has changed since. */
async function refuse(ctx: Context, actor: Actor, scan: NewScan, problem: Problem): Promise<ScanAnswer> {
  return transact(ctx, async (tx) => {
    const known = await earlierAnswer(tx, actor, scan);
    if (known) return known;
    const asset = await findAssetByCode(tx.db.sql, scan.code);
    const reason = problem.issues[0]?.message ?? problem.message;
    return keep(tx, actor, scan, { outcome: 'refused', asset, reason });
  });
}

async function keep(tx: Context, actor: Actor, scan: NewScan, finding: Finding): Promise<ScanAnswer> {
  const answer = await answerOf(tx, scan, finding);
  const now = tx.clock();
  await insertScan(tx.db.sql, {
    id: scan.id,
    action: scan.action,
    code: scan.code,
    auditId: finding.auditId ?? null,
    assetId: finding.asset?.id ?? null,
    locationId: scan.locationId ?? null,
    actorId: actor.id ?? '',
    actorName: actor.name,
    scannedAt: scannedWithin(scan.scannedAt, longAgo, now),
    receivedAt: now,
    outcome: finding.outcome,
    answer,
  });
  return answer;
}

async function answerOf(ctx: Context, scan: NewScan, finding: Finding): Promise<ScanAnswer> {
  const { outcome, asset, reason = null, expectedAt = null, holder = null, earlier = null } = finding;
  const ref = asset ? ((await assetRefs(ctx.db.sql, [asset.id])).get(asset.id) ?? null) : null;
  return { id: scan.id, outcome, asset: ref, reason, expectedAt, holder, earlier };
}
