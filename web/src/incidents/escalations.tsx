import { useGet } from '../api/queries.ts';
import type { Escalation, Incident, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { serviceLevelWords } from './service-level-words.ts';

const nameOf = (recipient: unknown): string =>
  typeof recipient === 'string' ? recipient : String((recipient as { name?: string }).name ?? '');

/** The steps that fired, and whom they reached. */
export function Escalations({ incident }: { incident: Incident }) {
  const words = useWords(serviceLevelWords);
  const format = useFormats();
  const query = useGet<Page<Escalation>>(`/incidents/${incident.id}/escalations`);
  return (
    <Card title={words.escalations}>
      <Loaded query={query} lines={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted small">{words.noEscalations}</p>
          ) : (
            <ol className="side-list">
              {items.map((item) => (
                <li key={`${item.loop}-${item.step}`}>
                  <div className="row between">
                    <strong>{words.escalationStep(item.step, item.loop)}</strong>
                    <span className="row tight">
                      {item.skipped && <Chip>{words.skipped}</Chip>}
                      {item.lateMs > 60_000 && <Chip tone="warn">{words.escalationLate(format.duration(item.lateMs))}</Chip>}
                      <span className="muted small">{format.moment(item.firedAt)}</span>
                    </span>
                  </div>
                  <p className="muted small">
                    <bdi>{format.list(item.recipients.map(nameOf).filter(Boolean))}</bdi>
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Loaded>
    </Card>
  );
}
