import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';

/** A signature that somebody drew. */
export const drawn = {
  width: 300,
  height: 100,
  strokes: [
    [10, 10, 60, 80, 110, 20, 160, 70],
    [200, 50],
  ],
};

/** The kinds of notification that a person got about a subject, in their order. */
export async function noticesTo(ctx: Context, person: Actor, subjectId: string): Promise<string[]> {
  const rows: Array<{ kind: string }> = await ctx.db
    .sql('notifications')
    .select('kind')
    .where({ recipientId: person.id, subjectId })
    .orderBy(['createdAt', 'id']);
  return rows.map(({ kind }) => kind);
}
