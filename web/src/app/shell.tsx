import {
  IconActivityHeartbeat,
  IconAddressBook,
  IconArrowsExchange,
  IconBuildingWarehouse,
  IconBulb,
  IconCalendarUser,
  IconChartBar,
  IconDeviceDesktop,
  IconDevices,
  IconInbox,
  IconLifebuoy,
  IconPlus,
  IconRadar2,
  IconScan,
  IconSearch,
  IconShieldCheck,
  IconTicket,
  IconUrgent,
} from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useIsLive } from '../live/live.ts';
import { Announcements } from '../major/announcements.tsx';
import { Bell } from '../notifications/bell.tsx';
import { Mark } from '../ui/icons.tsx';
import { Banner } from '../ui/states.tsx';
import { AccountMenu } from './account-menu.tsx';
import { links } from './links.ts';
import { appWords } from './words.ts';
import './shell.css';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

interface Place {
  href: string;
  label: string;
  short?: string;
  icon: typeof IconInbox;
  under: RegExp;
  /** Not among the few at the bottom of a phone. */
  isWideOnly?: boolean;
}

function usePlaces(): { mine: Place[]; desk: Place[] } {
  const words = useWords(appWords);
  const me = useMe();
  const isTechnician = hasRole(me, 'technician');
  return {
    mine: [
      {
        href: isTechnician ? links.myIncidents() : '/',
        label: words.myIncidents,
        icon: IconTicket,
        under: isTechnician ? /^\/my/ : /^\/($|incidents)/,
      },
      {
        href: links.fileIncident(),
        label: words.report,
        short: words.reportShort,
        icon: isTechnician ? IconLifebuoy : IconPlus,
        under: /^\/new/,
      },
      { href: links.myDevices(), label: words.devices, icon: IconDeviceDesktop, under: /^\/devices/ },
      { href: links.answers(), label: words.answers, icon: IconBulb, under: /^\/answers/, isWideOnly: true },
      { href: links.status(), label: words.status, short: words.statusShort, icon: IconActivityHeartbeat, under: /^\/status/ },
    ],
    desk: isTechnician
      ? [
          { href: links.queue(), label: words.queue, icon: IconInbox, under: /^\/incidents/ },
          { href: links.majors(), label: words.majors, icon: IconUrgent, under: /^\/major-incidents/, isWideOnly: true },
          { href: links.onCall(), label: words.onCall, icon: IconCalendarUser, under: /^\/on-call/ },
          { href: links.assets(), label: words.assets, icon: IconDevices, under: /^\/(assets|audits|labels)/ },
          { href: links.inventory(), label: words.inventory, icon: IconRadar2, under: /^\/inventory/, isWideOnly: true },
          { href: links.scan(), label: words.scan, icon: IconScan, under: /^\/scan/, isWideOnly: true },
          {
            href: links.handOvers(),
            label: words.custody,
            icon: IconArrowsExchange,
            under: /^\/(hand-overs|reservations|asset-requests|departures|campaigns|custody-settings)/,
            isWideOnly: true,
          },
          {
            href: links.stock(),
            label: words.supplies,
            icon: IconBuildingWarehouse,
            under: /^\/(stock|kits|licences|contracts|repairs|suppliers|book-values|depreciation|alerts)/,
            isWideOnly: true,
          },
          { href: links.backups(), label: words.backups, icon: IconShieldCheck, under: /^\/backups/ },
          ...(hasRole(me, 'lead')
            ? [{ href: links.reports(), label: words.reports, icon: IconChartBar, under: /^\/reports/, isWideOnly: true }]
            : []),
          { href: links.admin(), label: words.admin, short: words.adminShort, icon: IconAddressBook, under: /^\/admin/ },
        ]
      : [],
  };
}

function subscribeOnline(watcher: () => void): () => void {
  window.addEventListener('online', watcher);
  window.addEventListener('offline', watcher);
  return () => {
    window.removeEventListener('online', watcher);
    window.removeEventListener('offline', watcher);
  };
}

/** A page that was gone to begins at its top; one that was gone back to stands where it stood. */
function usePageTop(): void {
  useEffect(() => {
    let path = window.location.pathname;
    const toTop = () => {
      if (window.location.pathname === path) return;
      path = window.location.pathname;
      const content = document.getElementById('content');
      content?.scrollTo(0, 0);
      window.scrollTo(0, 0);
      content?.focus({ preventScroll: true });
    };
    const remember = () => {
      path = window.location.pathname;
    };
    window.addEventListener('pushState', toTop);
    window.addEventListener('popstate', remember);
    return () => {
      window.removeEventListener('pushState', toTop);
      window.removeEventListener('popstate', remember);
    };
  }, []);
}

/** The wing with the ways, and the stage where the page plays. */
export function Shell({ children }: { children: ReactNode }) {
  const words = useWords(appWords);
  const { mine, desk } = usePlaces();
  usePageTop();
  const [hasPalette, setHasPalette] = useState(false);
  const isDesk = desk.length > 0;
  useEffect(() => {
    if (!isDesk) return undefined;
    // The palette is not needed for the first picture.
    const timer = setTimeout(() => setHasPalette(true), 600);
    return () => clearTimeout(timer);
  }, [isDesk]);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <aside className="wing" aria-label="Coulisse">
        <Link href="/" className="brand" aria-label="Coulisse">
          <Mark />
          <span>Coulisse</span>
        </Link>
        {isDesk && (
          <button type="button" className="palette-button" onClick={() => window.dispatchEvent(new Event('coulisse:palette'))}>
            <IconSearch size={16} aria-hidden />
            <span>{words.palette}</span>
            <kbd>{/Mac|iP/.test(navigator.platform) ? '⌘K' : 'Ctrl K'}</kbd>
          </button>
        )}
        <nav aria-label={words.menu}>
          <Ways places={isDesk ? desk : mine} />
          {isDesk && <hr />}
          {isDesk && <Ways places={mine} />}
        </nav>
        <div className="wing-end">
          <Link href={links.scan()} className="bell only-phone" aria-label={words.scan}>
            <IconScan size={19} aria-hidden />
          </Link>
          {isDesk && (
            <button
              type="button"
              className="bell only-phone"
              aria-label={words.palette}
              onClick={() => window.dispatchEvent(new Event('coulisse:palette'))}
            >
              <IconSearch size={19} aria-hidden />
            </button>
          )}
          <Bell />
          <AccountMenu />
        </div>
      </aside>
      <main id="content" tabIndex={-1}>
        <Connection />
        <Announcements />
        {children}
      </main>
      <nav className="footlights" aria-label={words.menu}>
        <Ways places={(isDesk ? desk : mine).filter(({ isWideOnly }) => !isWideOnly)} isShort />
      </nav>
      {hasPalette && (
        <Suspense fallback={null}>
          <Palette />
        </Suspense>
      )}
    </div>
  );
}

function Ways({ places, isShort }: { places: Place[]; isShort?: boolean }) {
  const [location] = useLocation();
  return (
    <ul>
      {places.map(({ href, label, short, icon: Icon, under }) => (
        <li key={href}>
          <Link href={href} aria-current={under.test(location) ? 'page' : undefined}>
            <Icon size={19} stroke={1.7} aria-hidden />
            <span>{isShort ? (short ?? label) : label}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Connection() {
  const words = useWords(appWords);
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const isLive = useIsLive();
  if (isOnline && isLive) return null;
  return (
    <div className="connection">
      <Banner tone="warn">{isOnline ? words.notLive : words.offline}</Banner>
    </div>
  );
}
