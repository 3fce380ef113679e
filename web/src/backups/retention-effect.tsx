import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import type { Policy, RetentionPreview } from './backup-types.ts';
import { holdWords } from './hold-words.ts';

/** What a rule would do to the points that a policy has, before it is saved. */
export function RetentionEffect({ policyId, retention }: { policyId: string; retention: Policy['retention'] }) {
  const words = useWords(holdWords);
  const format = useFormats();
  const rule = Object.fromEntries(Object.entries(retention).filter(([, value]) => value));
  const preview = useQuery({
    queryKey: ['backups', 'retention-preview', policyId, rule],
    queryFn: ({ signal }) =>
      api.post<RetentionPreview>(`/backups/policies/${policyId}/retention-previews`, { retention: rule }, { signal }),
    placeholderData: (before) => before,
  });
  if (!preview.data || preview.data.items.length === 0) return null;
  const { items, goes } = preview.data;
  return (
    <div className="stack tight" role="status" aria-label={words.effect}>
      <p>
        <strong>{words.effectStays(format.number(items.length - goes.points))}</strong>{' '}
        {goes.points === 0 ? words.effectNone : words.effectGoes(format.number(goes.points), format.bytes(goes.storedBytes))}
      </p>
      <details>
        <summary>{words.show}</summary>
        <ul className="lines">
          {items.slice(0, 200).map(({ id, takenAt, reasons }) => (
            <li key={id} className="row between">
              <span>{format.moment(takenAt)}</span>
              <span className={reasons.length === 0 ? 'bad' : 'muted'}>
                {reasons.length === 0 ? words.goes : reasons.map((reason) => words.reasons[reason]).join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
