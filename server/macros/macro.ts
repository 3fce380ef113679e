import type { z } from 'zod';
import type { macroAction } from './macro-schemas.ts';

/** One thing that a macro does. */
export type MacroAction = z.output<typeof macroAction>;
export type ActionType = MacroAction['type'];

/** The words of a text in each language that it has. */
export interface Texts {
  en?: string | undefined;
  fr?: string | undefined;
}

export interface Macro {
  id: string;
  name: string;
  /** Null: for every support group. */
  supportGroupId: string | null;
  actions: MacroAction[];
  isActive: boolean;
  version: number;
  createdAt: Date;
}

/** The order in which things are done, whatever order they were named in: words before the status that they explain. */
const order: ActionType[] = ['edit', 'tag', 'assign', 'watch', 'checklist', 'comment', 'time', 'resume', 'pend', 'resolve'];
export const inOrder = (actions: readonly MacroAction[]): MacroAction[] =>
  [...actions].sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type));

const statusActions: ActionType[] = ['pend', 'resume', 'resolve'];

/** What is wrong with a list of actions, in words; null when nothing is. */
export function faultInActions(actions: readonly MacroAction[]): string | null {
  const count = (matches: (action: MacroAction) => boolean): number => actions.filter(matches).length;
  if (count(({ type }) => statusActions.includes(type)) > 1) return 'can change the status once';
  for (const type of ['edit', 'tag', 'assign', 'time'] as const)
    if (count((action) => action.type === type) > 1) return `can hold ${type} once`;
  for (const visibility of ['public', 'internal'] as const)
    if (count((action) => action.type === 'comment' && action.visibility === visibility) > 1) return `can hold one ${visibility} comment`;
  return null;
}

/** The text in the reader's language, or in the other one. */
export const inLanguage = (texts: Texts, language: 'en' | 'fr'): string => texts[language] ?? texts.en ?? texts.fr ?? '';
