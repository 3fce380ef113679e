import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceLaptop, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { Me } from '../api/types.ts';
import { signOut, useMe } from '../auth/me.tsx';
import { languages, useLanguage, useWords } from '../i18n/dictionary.ts';
import { Flyout } from '../ui/flyout.tsx';
import { Face } from '../ui/marks.tsx';
import { useTellProblem } from '../ui/toast.tsx';
import { links } from './links.ts';
import { appWords } from './words.ts';

const names = { en: 'English', fr: 'Français' };
const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceLaptop],
] as const;

export function AccountMenu() {
  const words = useWords(appWords);
  const me = useMe();
  const tell = useTellProblem();
  const face = (
    <>
      <Face person={me} large />
      <span className="account-name">
        <bdi className="clip">{me.name}</bdi>
        <small className="clip">{me.email}</small>
      </span>
    </>
  );
  return (
    <Flyout className="account" label={words.personMenu(me.name)} face={face}>
      {(close) => (
        <>
          <div className="group">
            <Link href={links.account()} className="item" onClick={close}>
              <IconUserCircle size={17} aria-hidden /> {words.account}
            </Link>
          </div>
          <LanguageItems />
          <ThemeItems />
          <div className="group">
            <button type="button" className="item" onClick={() => void signOut().catch(tell)}>
              <IconLogout size={17} aria-hidden /> {words.signOut}
            </button>
          </div>
        </>
      )}
    </Flyout>
  );
}

function LanguageItems() {
  const words = useWords(appWords);
  const { language, setLanguage } = useLanguage();
  const tell = useTellProblem();
  const choose = async (next: (typeof languages)[number]) => {
    setLanguage(next);
    queryClient.setQueryData<Me>(['me'], (now) => now && { ...now, language: next });
    await api.patch('/me', { language: next }).catch(tell);
  };
  return (
    <div className="group">
      <div className="group-label">{words.language}</div>
      {languages.map((each) => (
        <button type="button" className="item" key={each} lang={each} aria-pressed={each === language} onClick={() => void choose(each)}>
          {names[each]}
        </button>
      ))}
    </div>
  );
}

function ThemeItems() {
  const words = useWords(appWords);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className="group">
      <div className="group-label">{words.theme}</div>
      {schemes.map(([scheme, Icon]) => (
        <button type="button" className="item" key={scheme} aria-pressed={scheme === colorScheme} onClick={() => setColorScheme(scheme)}>
          <Icon size={17} aria-hidden /> {words.themes[scheme]}
        </button>
      ))}
    </div>
  );
}
