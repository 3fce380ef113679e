import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { checkSupportGroup } from '../incidents/check-references.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type CannedAnswer, deleteCanned, findCanned, findCannedByShortcut, insertCanned, updateCanned } from './canned-answer-store.ts';
import type { cannedAnswerChanges, newCannedAnswer } from './macro-schemas.ts';
import { checkVariables } from './variables.ts';

const subjectType = 'cannedAnswer';

/** Adds words to be used again; 422 when the shortcut is taken or a variable is unknown. */
export async function addCannedAnswer(ctx: Context, actor: Actor, input: z.output<typeof newCannedAnswer>): Promise<CannedAnswer> {
  return transact(ctx, async (tx) => {
    await check(tx, null, input);
    const answer = { ...input, id: newId(), version: 1, createdAt: tx.clock() };
    await insertCanned(tx.db.sql, answer);
    await recordAudit(tx, actor, { action: 'cannedAnswer.created', subjectType, subjectId: answer.id, detail: { name: answer.name } });
    return answer;
  });
}

/** Changes words that are used again; what was said with them stays. */
export async function changeCannedAnswer(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof cannedAnswerChanges>,
  ifMatch: number | null,
): Promise<CannedAnswer> {
  return transact(ctx, async (tx) => {
    const answer = await findCanned(tx.db.sql, id);
    if (!answer) throw notFound('canned answer');
    if (ifMatch !== null && ifMatch !== answer.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: answer.version } });
    await check(tx, id, changes);
    if (!(await updateCanned(tx.db.sql, id, answer.version, changes))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'cannedAnswer.changed', subjectType, subjectId: id, detail: { fields: Object.keys(changes) } });
    return { ...answer, ...changes, version: answer.version + 1 };
  });
}

/** Forgets words that were used again. */
export async function removeCannedAnswer(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const answer = await findCanned(tx.db.sql, id);
    if (!answer) throw notFound('canned answer');
    await deleteCanned(tx.db.sql, id);
    await recordAudit(tx, actor, { action: 'cannedAnswer.removed', subjectType, subjectId: id, detail: { name: answer.name } });
  });
}

async function check(
  tx: Context,
  id: string | null,
  { shortcut, supportGroupId, texts }: z.output<typeof cannedAnswerChanges>,
): Promise<void> {
  const namesake = shortcut ? await findCannedByShortcut(tx.db.sql, shortcut) : null;
  if (namesake && namesake.id !== id) throw invalid('/shortcut', 'Another canned answer has this shortcut');
  if (supportGroupId) await checkSupportGroup(tx, supportGroupId);
  checkVariables(Object.entries(texts ?? {}).map(([language, text]) => ({ pointer: `/texts/${language}`, text: text ?? '' })));
}
