import type { ReactNode } from 'react';
import { languages, useLanguage, useWords } from '../i18n/dictionary.ts';
import { Mark } from '../ui/icons.tsx';
import { authWords } from './words.ts';
import './entrance.css';

const names = { en: 'English', fr: 'Français' };

/** The frame around signing in and setting up: a dark house with one lit stage. */
export function Entrance({ children }: { children: ReactNode }) {
  const words = useWords(authWords);
  const { language, setLanguage } = useLanguage();
  return (
    <div className="entrance">
      <svg className="curtains" viewBox="0 0 1200 800" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
        <defs>
          <radialGradient id="light" cx=".5" cy=".1" r=".75">
            <stop offset="0" stopColor="#f2b34c" stopOpacity=".42" />
            <stop offset="1" stopColor="#f2b34c" stopOpacity="0" />
          </radialGradient>
          <linearGradient id="fold" x1="0" x2="1">
            <stop offset="0" stopColor="#5d1a38" />
            <stop offset=".5" stopColor="#8c2a55" />
            <stop offset="1" stopColor="#4a142d" />
          </linearGradient>
        </defs>
        <rect width="1200" height="800" fill="#160e18" />
        <rect width="1200" height="800" fill="url(#light)" />
        {[0, 1, 2].map((fold) => (
          <path
            key={fold}
            d={`M${fold * 78 - 10} 0h90c-6 320-40 560-${100 + fold * 8} 800H-60Z`}
            fill="url(#fold)"
            opacity={0.9 - fold * 0.1}
          />
        ))}
        {[0, 1, 2].map((fold) => (
          <path
            key={fold}
            d={`M${1210 - fold * 78} 0h-90c6 320 40 560 ${100 + fold * 8} 800h160Z`}
            fill="url(#fold)"
            opacity={0.9 - fold * 0.1}
          />
        ))}
      </svg>
      <main>
        <div className="entrance-brand">
          <Mark size={44} />
          <div>
            <strong>Coulisse</strong>
            <span>{words.tagline}</span>
          </div>
        </div>
        <div className="entrance-card">{children}</div>
        <nav aria-label="Language / Langue">
          {languages.map((each) => (
            <button key={each} type="button" lang={each} aria-pressed={each === language} onClick={() => setLanguage(each)}>
              {names[each]}
            </button>
          ))}
        </nav>
      </main>
    </div>
  );
}
