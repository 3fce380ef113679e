import type { z } from 'zod';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type CannedAnswer, listCanned } from './canned-answer-store.ts';
import { factsFor } from './facts.ts';
import { inLanguage } from './macro.ts';
import type { cannedQuery, filledAnswer } from './macro-schemas.ts';
import { fillIn } from './variables.ts';

const shownAtMost = 20;

/** The support groups whose words an actor may use; null: all. */
export const groupsOf = (actor: Actor): readonly string[] | null => (hasRole(actor, 'lead') ? null : actor.supportGroupIds);

/**
 * Canned answers that the actor may use, filled in for an incident in its requester's language: first those whose shortcut
 * begins so, then those whose name has the word.
 */
export async function fillCannedAnswers(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { q, language: asked }: z.output<typeof cannedQuery>,
): Promise<Array<z.output<typeof filledAnswer>>> {
  const { facts, language } = await factsFor(ctx, actor, idOrNumber);
  const all = await listCanned(ctx.db.sql, groupsOf(actor));
  return ranked(all, q)
    .slice(0, shownAtMost)
    .map(({ id, name, shortcut, texts }) => ({ id, name, shortcut, ...fillIn(inLanguage(texts, asked ?? language), facts) }));
}

function ranked(answers: CannedAnswer[], q: string): CannedAnswer[] {
  const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const wanted = fold(q.trim());
  const begins = answers.filter(({ shortcut }) => shortcut.startsWith(wanted));
  return [...begins, ...answers.filter((answer) => !begins.includes(answer) && fold(answer.name).includes(wanted))];
}
