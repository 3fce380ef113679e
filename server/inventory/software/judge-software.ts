import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { softwareDetail } from './read-software.ts';
import type { PolicyBody } from './software-schemas.ts';

/** Puts a program on the list of the allowed or the forbidden, or takes it off; 412 when somebody was faster. */
export async function judgeSoftware(ctx: Context, actor: Actor, id: string, { policy, note }: PolicyBody, ifMatch: number | null) {
  return transact(ctx, async (tx) => {
    const title = await tx.db.sql('softwareTitles').select('name', 'version').where({ id }).first();
    if (!title) throw notFound('software');
    if (ifMatch !== null && ifMatch !== title.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: title.version } });
    const policyNote = policy === null ? null : note;
    await tx.db
      .sql('softwareTitles')
      .where({ id })
      .update({ policy, policyNote, version: title.version + 1 });
    await recordAudit(tx, actor, {
      action: 'software.judged',
      subjectType: 'software',
      subjectId: id,
      detail: { name: title.name, policy },
    });
    return softwareDetail(tx, id);
  });
}
