import { fieldWords } from '../assets/asset-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { listWords } from './list-words.ts';

/** How a field of a list is called in the language of the page. */
export function useFieldNames(): (field: string) => string {
  const assets = useWords(fieldWords);
  const lists = useWords(listWords);
  return (field) => lists.fields[field] ?? assets[field] ?? field;
}
