import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { changeAnswer } from '../../../server/inventory/changes/change-schemas.ts';
import { useList } from '../api/queries.ts';
import type { Answer, Asset, AssetEvent } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, Face } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { assetWords, eventWords, fieldWords } from './asset-words.ts';
import { FieldValue } from './field-value.tsx';

type AssetChange = Answer<typeof changeAnswer>;

/** Who did what to the device and when; or only the facts that changed lately, one by one. */
export function AssetHistory({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const [view, setView] = useState<'history' | 'changes'>('history');
  return (
    <Card
      title={words.history}
      flush
      actions={
        <SegmentedControl
          size="xs"
          aria-label={words.history}
          value={view}
          onChange={(next) => setView(next as 'history' | 'changes')}
          data={[
            { value: 'history', label: words.everything },
            { value: 'changes', label: words.changes },
          ]}
        />
      }
    >
      {view === 'history' ? <History asset={asset} /> : <Changes asset={asset} />}
    </Card>
  );
}

function History({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const events = useList<AssetEvent>(`/assets/${asset.id}/history`, { limit: 25 });
  return (
    <Listed query={events} empty={<p className="muted quiet">{words.noHistory}</p>}>
      {(items) => (
        <ol className="timeline">
          {items.map((event) => (
            <HistoryEntry event={event} key={event.id} />
          ))}
        </ol>
      )}
    </Listed>
  );
}

const dayMs = 86_400_000;

function Changes({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const [since] = useState(() => new Date(Math.floor(Date.now() / dayMs) * dayMs - 90 * dayMs).toISOString());
  const changes = useList<AssetChange>(`/assets/${asset.id}/changes`, { since, limit: 50 });
  return (
    <Listed query={changes} empty={<p className="muted quiet">{words.noChanges}</p>}>
      {(items) => (
        <ul className="lines">
          {items.map((change) => (
            <li key={`${change.eventId}${change.field}`}>
              <div className="grow">
                <Differences changes={[change]} />
              </div>
              <span className="muted small">
                <bdi>{change.actor.name}</bdi> · <Ago at={change.happenedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Listed>
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
