import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { type Language, LanguageContext, languages } from './dictionary.ts';

const key = 'coulisse-language';

/** The language that was chosen on this device, else the browser's. */
export function deviceLanguage(): Language {
  const kept = localStorage.getItem(key);
  return languages.find((language) => language === kept) ?? (navigator.language.startsWith('fr') ? 'fr' : 'en');
}

/** Gives the pages their language and keeps the choice on this device. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(deviceLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem(key, language);
  }, [language]);
  const value = useMemo(() => ({ language, setLanguage }), [language]);
  return <LanguageContext value={value}>{children}</LanguageContext>;
}
