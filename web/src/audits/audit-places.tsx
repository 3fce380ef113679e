import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Card } from '../ui/states.tsx';
import type { Audit, AuditPlace } from './audit-types.ts';
import { auditWords } from './audit-words.ts';

/** Which rooms are done: how much of what is expected in each was seen. */
export function AuditPlaces({ audit, chosen, choose }: { audit: Audit; chosen: string; choose: (placeId: string) => void }) {
  const words = useWords(auditWords);
  const format = useFormats();
  const places = useGet<Page<AuditPlace>>(`/audits/${audit.id}/places`);
  const items = places.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={words.byPlace} flush>
      <ul className="lines audit-places">
        {items.map(({ place, expected, missing }) => (
          <li key={place?.id ?? ''} aria-current={place !== null && place.id === chosen ? 'true' : undefined}>
            <div className="grow">
              {place ? (
                <button type="button" className="link" onClick={() => choose(place.id === chosen ? '' : place.id)}>
                  {place.name}
                </button>
              ) : (
                words.noPlace
              )}
            </div>
            <span
              className={`number ${missing === 0 ? 'complete' : ''}`}
              title={words.seenOf(format.number(expected - missing), format.number(expected))}
            >
              {format.number(expected - missing)} / {format.number(expected)}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
