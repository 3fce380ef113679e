import { useGet } from '../api/queries.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';

interface Kind {
  key: string;
  name?: string | { en?: string; fr?: string };
}

/** The kinds of device in the reader's language: those from the start, and own ones. */
export function useKindNames(): Array<{ value: string; label: string }> {
  const words = useWords(commonWords);
  const { language } = useLanguage();
  const known = words.assetKind as Record<string, string>;
  const kinds = useGet<{ items: Kind[] }>('/asset-kinds');
  const items = kinds.data?.items ?? Object.keys(known).map((key): Kind => ({ key }));
  return items.map(({ key, name }) => {
    const own = typeof name === 'object' ? (name[language] ?? name.en) : name;
    return { value: key, label: known[key] ?? own ?? key };
  });
}

/** What one kind is called; own kinds are asked for only when one is met. */
export function useKindName(kind: string): string {
  const known = useWords(commonWords).assetKind as Record<string, string>;
  const { language } = useLanguage();
  const kinds = useGet<{ items: Kind[] }>('/asset-kinds', undefined, { enabled: known[kind] === undefined });
  const name = kinds.data?.items.find(({ key }) => key === kind)?.name;
  return known[kind] ?? (typeof name === 'object' ? (name[language] ?? name.en) : name) ?? kind;
}
