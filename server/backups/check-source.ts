import type { Context } from '../platform/context.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { BackupFailure } from './failure.ts';
import { findPolicy } from './policy-store.ts';
import { insistOnFiles, secretOf } from './prepare-source.ts';
import { scanHostKeys } from './sources/ssh-keys.ts';
import { checkSsh } from './sources/ssh-tar.ts';

/** Looks at a policy's source as a run would, without backing it up; answers what stands in the way. */
export async function checkSourceOf(ctx: Context, policyId: string) {
  const policy = await findPolicy(ctx.db.sql, policyId);
  if (!policy || policy.retiredAt) throw notFound('backup policy');
  const { source } = policy;
  try {
    if (source.type === 'ssh') await checkSsh(source, secretOf(ctx, policy) ?? '');
    else if (source.type === 'path') await insistOnFiles(source.paths);
    else if (source.type === 'sqlite') await insistOnFiles([source.path]);
    else throw new Problem('conflict', 'A source of this kind is only seen by backing it up');
    return { isReady: true, failureClass: null, message: null };
  } catch (error) {
    if (!(error instanceof BackupFailure)) throw error;
    return { isReady: false, failureClass: error.failureClass, message: error.message };
  }
}

/** The keys by which a host answers on SSH now, for a person to compare with what its administrator says. */
export async function showHostKeys(host: string, port: number) {
  try {
    return { items: await scanHostKeys(host, port) };
  } catch (error) {
    if (error instanceof BackupFailure) throw invalid('/host', error.message);
    throw error;
  }
}
