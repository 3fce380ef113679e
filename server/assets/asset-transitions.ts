import { kindOf } from '../asset-kinds/kind-queries.ts';
import type { Transitions } from '../asset-kinds/lifecycle.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type Asset, type AssetStatus, mayBecome } from './asset.ts';

/** How the asset's kind may go from status to status; null is the program's own way. */
export const transitionsOf = async (ctx: Context, { kind }: Pick<Asset, 'kind'>): Promise<Transitions | null> =>
  (await kindOf(ctx.db.sql, kind))?.transitions ?? null;

/** 409 when the lifecycle of the asset's kind does not lead from its status to this one. */
export async function checkLifecycle(ctx: Context, asset: Pick<Asset, 'tag' | 'kind' | 'status'>, to: AssetStatus): Promise<void> {
  if (!mayBecome(asset.status, to, await transitionsOf(ctx, asset))) {
    throw new Problem('conflict', `${asset.tag} is ${asset.status} and cannot become ${to}`);
  }
}
