import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { fieldWords } from '../assets/asset-words.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { listWords } from './list-words.ts';

interface OwnField {
  key: string;
  name: { en: string; fr: string };
}

/** How a field of a list is called in the language of the page; `field:KEY` and `fields.KEY` are those that administrators added. */
export function useFieldNames(): (field: string) => string {
  const assets = useWords(fieldWords);
  const lists = useWords(listWords);
  const { language } = useLanguage();
  const own = useGet<Page<OwnField>>('/asset-fields');
  return (field) => {
    const key = /^fields?[:.](.+)$/.exec(field)?.[1];
    if (key !== undefined) return own.data?.items.find((each) => each.key === key)?.name[language] ?? key;
    return lists.fields[field] ?? assets[field] ?? field;
  };
}
