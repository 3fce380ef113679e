import { useList } from '../api/queries.ts';
import type { Asset, AssetEvent } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, Face } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { assetWords, eventWords, fieldWords } from './asset-words.ts';
import { FieldValue } from './field-value.tsx';

/** Who did what to the device and when, with every fact that changed. */
export function AssetHistory({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const events = useList<AssetEvent>(`/assets/${asset.id}/history`, { limit: 25 });
  return (
    <Card title={words.history} flush>
      <Listed query={events} empty={<p className="muted quiet">{words.noHistory}</p>}>
        {(items) => (
          <ol className="timeline">
            {items.map((event) => (
              <HistoryEntry event={event} key={event.id} />
            ))}
          </ol>
        )}
      </Listed>
    </Card>
  );
}

function HistoryEntry({ event }: { event: AssetEvent }) {
  const words = useWords(eventWords);
  const changes = event.kind === 'registered' ? [] : event.changes;
  return (
    <li>
      <Face person={event.actor} />
      <div className="grow">
        <p>
          <strong>
            <bdi>{event.actor.name}</bdi>
          </strong>{' '}
          {words[event.kind]} {words.by[event.source] && <span className="muted">{words.by[event.source]} </span>}
          <span className="muted small">
            · <Ago at={event.happenedAt} />
          </span>
        </p>
        {event.note && <p className="typed note">{event.note}</p>}
        {changes.length > 0 && <Differences changes={changes} />}
      </div>
    </li>
  );
}

/** From what to what, field by field. */
export function Differences({ changes }: { changes: AssetEvent['changes'] }) {
  const names = useWords(fieldWords);
  return (
    <ul className="differences">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className="muted">{names[field] ?? names[field.split('.').at(-1) ?? ''] ?? field}</span>{' '}
          <del>
            <FieldValue field={field} value={from} />
          </del>{' '}
          <span aria-hidden="true">→</span>{' '}
          <ins>
            <FieldValue field={field} value={to} />
          </ins>
        </li>
      ))}
    </ul>
  );
}
