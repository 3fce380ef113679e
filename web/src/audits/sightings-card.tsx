import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card } from '../ui/states.tsx';
import type { Sighting } from './audit-types.ts';
import { auditWords } from './audit-words.ts';

/** When stock-takes last saw a device, where, and by whom. */
export function SightingsCard({ asset }: { asset: Asset }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const sightings = useGet<Page<Sighting>>(`/assets/${asset.id}/sightings`);
  const items = sightings.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={words.sightings} flush>
      <ul className="lines">
        {items.map(({ audit, seenAt, place, by, result }) => (
          <li key={audit.id}>
            <div className="grow">
              <Link href={links.audit(audit.id)} className="plain-link">
                {audit.title}
              </Link>
              <div className="muted small">{[format.moment(seenAt), place?.name, words.seenBy(by)].filter(Boolean).join(' · ')}</div>
            </div>
            <span className={result === 'found' ? 'small' : 'small warned'}>{words.resultsOfOne[result]}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
