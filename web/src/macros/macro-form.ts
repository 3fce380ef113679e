import type { Macro } from '../api/types.ts';

export type MacroAction = Macro['actions'][number];

/** An action in the form, with a name of its own for as long as the form is open. */
export interface ActionRow {
  key: number;
  action: MacroAction;
}

/** The kinds of action that one can add; a note is a comment among technicians. */
export const kinds = ['comment', 'note', 'assign', 'edit', 'tag', 'pend', 'resume', 'resolve', 'watch', 'checklist', 'time'] as const;
export type Kind = (typeof kinds)[number];

export const kindOf = (action: MacroAction): Kind =>
  action.type === 'comment' ? (action.visibility === 'internal' ? 'note' : 'comment') : action.type;

const fresh: Record<Kind, MacroAction> = {
  comment: { type: 'comment', visibility: 'public', texts: {} },
  note: { type: 'comment', visibility: 'internal', texts: {} },
  assign: { type: 'assign', technicianId: 'me' },
  edit: { type: 'edit' },
  tag: { type: 'tag', tags: [] },
  pend: { type: 'pend', reason: '', for: 'PT24H' },
  resume: { type: 'resume' },
  resolve: { type: 'resolve', code: 'fixed', note: '' },
  watch: { type: 'watch', personId: 'me' },
  checklist: { type: 'checklist', items: [] },
  time: { type: 'time', spent: 'PT15M', note: '' },
};

let nextKey = 1;
export const rowOf = (action: MacroAction): ActionRow => ({ key: nextKey++, action });
export const freshRow = (kind: Kind): ActionRow => rowOf(fresh[kind]);

const status: Kind[] = ['pend', 'resume', 'resolve'];

/** The kinds that can still be added: most once, the status changed once. */
export function addable(rows: ActionRow[]): Kind[] {
  const used = rows.map(({ action }) => kindOf(action));
  const hasStatus = used.some((kind) => status.includes(kind));
  return kinds.filter((kind) => !used.includes(kind) && !(hasStatus && status.includes(kind)));
}

/** The actions as the API takes them: empty words and lines are left out. */
export function actionsOf(rows: ActionRow[]): MacroAction[] {
  return rows.map(({ action }) => {
    if (action.type === 'comment') return { ...action, texts: textsOf(action.texts) };
    return action.type === 'checklist' ? { ...action, items: linesOf(action.items.join('\n')) } : action;
  });
}

/** Words in the languages that have any. */
export const textsOf = (texts: { en?: string | undefined; fr?: string | undefined }) => ({
  ...(texts.en?.trim() && { en: texts.en }),
  ...(texts.fr?.trim() && { fr: texts.fr }),
});

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
