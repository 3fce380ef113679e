import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Incident, Page, ServiceLevel } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { serviceLevelWords } from './service-level-words.ts';

/** The promises of the incident, and line by line why they fall due when they do. */
export function ServiceLevels({ incident }: { incident: Incident }) {
  const words = useWords(serviceLevelWords);
  useNow();
  const clocks = useGet<Page<ServiceLevel>>(`/incidents/${incident.id}/service-levels`, undefined, { refetchInterval: 60_000 });
  return (
    <Card title={words.whyTitle}>
      <Loaded query={clocks} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted small">{words.noClocks}</p>
          ) : (
            items.map((clock) => <Clock key={clock.kind} clock={clock} />)
          )
        }
      </Loaded>
    </Card>
  );
}

function Clock({ clock }: { clock: ServiceLevel }) {
  const words = useWords(serviceLevelWords);
  const format = useFormats();
  const [isOpen, setOpen] = useState(false);
  const served = durationMs(clock.served) ?? 0;
  const target = durationMs(clock.target) ?? 1;
  const isLate = clock.breachedAt !== null;
  const tone = isLate ? 'danger' : clock.state === 'met' ? 'good' : clock.state === 'paused' ? 'warn' : '';
  const text = clock.breachedAt
    ? words.breachedAt(format.moment(clock.breachedAt))
    : clock.metAt
      ? words.metAt(format.moment(clock.metAt))
      : clock.dueAt
        ? words.dueAt(format.moment(clock.dueAt))
        : (words.clockStates[clock.state] ?? clock.state);
  return (
    <div className="clock">
      <div className="row between nowrap">
        <h3>{words.clocks[clock.kind] ?? clock.kind}</h3>
        <Chip tone={tone}>{text}</Chip>
      </div>
      <div className="clock-bar">
        <i
          className={isLate ? 'late' : clock.state === 'met' ? 'kept' : ''}
          style={{ width: `${Math.min(100, (served / target) * 100)}%` }}
        />
      </div>
      <div className="row between small">
        <span className="muted">
          {format.duration(served)} / {format.duration(target)}
        </span>
        <button type="button" className="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {words.why}
        </button>
      </div>
      {isOpen && <Why clock={clock} />}
    </div>
  );
}

function Why({ clock }: { clock: ServiceLevel }) {
  const words = useWords(serviceLevelWords);
  const format = useFormats();
  return (
    <>
      <p className="muted small" style={{ marginTop: 6 }}>
        {clock.agreement.name} · {clock.priority} · {words.segment.explains}
      </p>
      <ol className="segments">
        {clock.segments.map((segment) => (
          <li key={segment.from} className={segment.state}>
            <span className="bar" />
            <span>
              {format.moment(segment.from)} → {segment.to ? format.moment(segment.to) : words.segment.now}
              <br />
              <span className="muted">
                {[words.clockStates[segment.state] ?? segment.state, words.causes[segment.cause] ?? segment.cause, segment.calendar?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            <span className="number muted">{format.duration(durationMs(segment.served) ?? 0)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
