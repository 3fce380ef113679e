import type { Sql } from '../../db/connection.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Language } from '../people/person.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import type { Direction } from './hand-over.ts';
import { findText, saveText } from './hand-over-store.ts';
import { defaultText } from './hand-over-text.ts';

/** A text with the one that comes with the program. */
export async function handOverTextsOf(sql: Sql, direction: Direction, language: Language) {
  const own = await findText(sql, direction, language);
  const original = defaultText(direction, language);
  return { direction, language, body: own?.body ?? original, original, version: own?.version ?? 0 };
}

/** Changes the text of papers to come; those that exist keep theirs. 412 when somebody was faster. */
export async function changeText(
  ctx: Context,
  actor: Actor,
  { direction, language }: { direction: Direction; language: Language },
  body: string,
  ifMatch: number | null,
) {
  return transact(ctx, async (tx) => {
    const before = await handOverTextsOf(tx.db.sql, direction, language);
    if (ifMatch !== null && ifMatch !== before.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    if (!(await saveText(tx.db.sql, direction, language, body, before.version))) throw new Problem('version_mismatch');
    const detail = { direction, language, textHash: sha256(body) };
    await recordAudit(tx, actor, { action: 'custody.textChanged', subjectType: 'handOverText', subjectId: null, detail });
    return handOverTextsOf(tx.db.sql, direction, language);
  });
}
