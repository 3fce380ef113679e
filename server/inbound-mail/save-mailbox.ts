import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findService, findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { seal, unseal } from '../platform/secret-box.ts';
import type { mailboxChanges, newMailbox } from './inbound-mail-schemas.ts';
import { deleteMailbox, findMailbox, insertMailbox, listMailboxes, type Mailbox, updateMailbox, updateProgress } from './mailbox-store.ts';

const purpose = 'mailbox password';
/** What arrived shortly before it was set up is fetched as well; older mail was somebody else's matter. */
const lookBackMs = 24 * 60 * 60 * 1000;

export const passwordOf = (ctx: Context, { passwordSealed }: Mailbox): string => unseal(ctx.settings.secretKey, purpose, passwordSealed);

/** Adds a mailbox that mail is fetched from, audited without its password. */
export async function addMailbox(ctx: Context, actor: Actor, input: z.output<typeof newMailbox>): Promise<Mailbox> {
  const { password, sinceAt, ...fields } = input;
  const now = ctx.clock();
  const mailbox: Mailbox = {
    ...fields,
    id: newId(),
    passwordSealed: seal(ctx.settings.secretKey, purpose, password),
    sinceAt: sinceAt === undefined ? new Date(now.getTime() - lookBackMs) : sinceAt,
    version: 1,
    createdAt: now,
  };
  return transact(ctx, async (tx) => {
    await checkReferences(tx, mailbox.id, fields);
    await insertMailbox(tx.db.sql, mailbox);
    await audit(tx, actor, 'mailbox.added', mailbox.id, fields);
    return mailbox;
  });
}

/** Changes a mailbox; another server, account or folder is read from its beginning. 412 when `ifMatch` is not the present version. */
export async function changeMailbox(
  ctx: Context,
  actor: Actor,
  id: string,
  { password, ...changes }: z.output<typeof mailboxChanges>,
  ifMatch: number | null,
): Promise<Mailbox> {
  return transact(ctx, async (tx) => {
    const before = await findMailbox(tx.db.sql, id);
    if (!before) throw notFound('mailbox');
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    await checkReferences(tx, id, changes);
    const secret = password === undefined ? {} : { passwordSealed: seal(ctx.settings.secretKey, purpose, password) };
    if (!(await updateMailbox(tx.db.sql, id, version, { ...changes, ...secret }))) throw new Problem('version_mismatch');
    const after: Mailbox = { ...before, ...changes, ...secret, version: version + 1 };
    const isElsewhere = (['host', 'port', 'username', 'folder'] as const).some((field) => after[field] !== before[field]);
    await updateProgress(tx.db.sql, id, {
      failures: 0,
      lastError: null,
      ...(isElsewhere && { uidValidity: null, lastUid: 0, waiting: 0 }),
    });
    await audit(tx, actor, 'mailbox.changed', id, { ...changes, ...(password !== undefined && { password: 'changed' }) });
    return after;
  });
}

/** Takes a mailbox away; nothing is fetched from it any more, what came from it stays. */
export async function removeMailbox(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const mailbox = await findMailbox(tx.db.sql, id);
    if (!mailbox || !(await deleteMailbox(tx.db.sql, id))) throw notFound('mailbox');
    await audit(tx, actor, 'mailbox.removed', id, { name: mailbox.name });
  });
}

async function checkReferences(
  tx: Context,
  id: string,
  { name, supportGroupId, serviceId }: { name?: string; supportGroupId?: string | null; serviceId?: string | null },
): Promise<void> {
  const { sql } = tx.db;
  if (name !== undefined && (await listMailboxes(sql)).some((other) => other.id !== id && other.name === name))
    throw invalid('/name', 'There is a mailbox of this name already');
  if (supportGroupId && !(await findSupportGroup(sql, supportGroupId))) throw invalid('/supportGroupId', 'There is no such support group');
  if (serviceId && !(await findService(sql, serviceId))) throw invalid('/serviceId', 'There is no such service');
}

const audit = (tx: Context, actor: Actor, action: string, subjectId: string, detail: Record<string, unknown>): Promise<void> =>
  recordAudit(tx, actor, { action, subjectType: 'mailbox', subjectId, detail });
