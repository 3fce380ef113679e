import { createContext, useContext } from 'react';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The words of one part of the pages, in every language. */
export type Dictionary<T> = Record<Language, T>;

/** Declares words; a French entry that is missing, or takes other parameters than the English one, does not compile. */
export const dictionary = <T extends object>(en: T, fr: NoInfer<T>): Dictionary<T> => ({ en, fr });

export const LanguageContext = createContext<{ language: Language; setLanguage: (language: Language) => void }>({
  language: 'en',
  setLanguage: () => undefined,
});

/** The words of a dictionary in the language in use. */
export function useWords<T>(words: Dictionary<T>): T {
  return words[useContext(LanguageContext).language];
}

export const useLanguage = () => useContext(LanguageContext);
