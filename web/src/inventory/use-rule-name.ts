import { useWords } from '../i18n/dictionary.ts';
import type { Rule } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** Names a rule by what it asks for. */
export function useRuleName(): (rule: Pick<Rule, 'keys'>) => string {
  const words = useWords(inventoryWords);
  return ({ keys }) => words.ruleOf(keys.map((type) => words.wordTypes[type]).join(words.and));
}
