import { useLocation } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { AffectedButton } from './affected-button.tsx';
import type { ServiceStatus } from './major-types.ts';
import { statusWords } from './status-words.ts';
import './status.css';

/** Before somebody reports what is known: is it this? One click instead of an incident. */
export function KnownOutages({ serviceId }: { serviceId: string | null }) {
  const words = useWords(statusWords);
  const { language } = useLanguage();
  const [, go] = useLocation();
  const { data } = useGet<ServiceStatus>('/service-status');
  const active = data?.active ?? [];
  const concerns = (ids: Array<{ id: string }>) => serviceId !== null && ids.some(({ id }) => id === serviceId);
  const matching = active.filter(({ services }) => concerns(services));
  // Without a service chosen every outage may be meant; with another one chosen only those that name none.
  const shown = matching.length > 0 ? matching : active.filter(({ services }) => serviceId === null || services.length === 0);
  if (shown.length === 0) return null;
  const isExact = matching.length > 0;
  return (
    <section className="stack tight suggestions" aria-live="polite" aria-label={isExact ? words.isItThis : words.knownNow}>
      {shown.slice(0, 3).map((major) => (
        <div key={major.id} className={`suggested stack tight ${isExact ? '' : 'general'}`}>
          <p>
            <strong>{isExact ? words.isItThis : words.knownNow}</strong> <bdi>{major.title[language]}</bdi>
          </p>
          <p className="small typed">{(major.updates[0]?.body ?? major.body)[language]}</p>
          <div className="row">
            <AffectedButton major={major} onDone={() => go(links.status())} />
          </div>
        </div>
      ))}
    </section>
  );
}
