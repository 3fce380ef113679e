import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { MailPolicy } from './inbound-mail.ts';
import type { policyChanges } from './inbound-mail-schemas.ts';
import { readPolicy, writePolicy } from './mail-policy-store.ts';

/** Changes how mail is taken in, audited; 412 when `ifMatch` is not the present version. */
export async function changePolicy(
  ctx: Context,
  actor: Actor,
  changes: z.output<typeof policyChanges>,
  ifMatch: number | null,
): Promise<MailPolicy> {
  return transact(ctx, async (tx) => {
    const before = await readPolicy(tx.db.sql);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    const after: MailPolicy = { ...before, ...changes };
    if (!(await writePolicy(tx.db.sql, after))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'mailPolicy.changed', subjectType: 'installation', subjectId: null, detail: changes });
    return { ...after, version: version + 1 };
  });
}
