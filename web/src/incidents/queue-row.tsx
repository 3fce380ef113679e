import { memo } from 'react';
import { Link } from 'wouter';
import type { IncidentListItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Cell, columnsBefore, Tags } from './queue-columns.tsx';
import type { Column } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

const freshMs = 8000;

interface Props {
  incident: IncidentListItem;
  columns: Column[];
  isSelected: boolean;
  isGone: boolean;
  isPeeked: boolean;
  toggle: (id: string, isRange: boolean) => void;
}

/** One incident of the queue. */
export const QueueRow = memo(function QueueRow({ incident, columns, isSelected, isGone, isPeeked, toggle }: Props) {
  const words = useWords(queueWords);
  const before = columnsBefore(columns);
  const isFresh = Date.now() - new Date(incident.openedAt).getTime() < freshMs;
  const marks = [isFresh && 'fresh', isSelected && 'selected', isGone && 'gone', isPeeked && 'peeked'].filter(Boolean).join(' ');
  return (
    <li className={`queue-row ${marks}`} data-incident={incident.id}>
      <input
        type="checkbox"
        className="queue-box"
        aria-label={words.select(incident.number)}
        checked={isSelected}
        tabIndex={-1}
        onChange={() => undefined}
        onClick={(event) => toggle(incident.id, event.shiftKey)}
      />
      {before.map((column) => (
        <Cell key={column} incident={incident} column={column} />
      ))}
      <div className="queue-main">
        <div className="queue-line">
          <Link href={links.incident(incident.number)} className="queue-title">
            <bdi>{incident.title}</bdi>
          </Link>
          {!columns.includes('tags') && <Tags tags={incident.tags} most={1} />}
        </div>
        <Sub incident={incident} columns={columns} />
      </div>
      {columns.slice(before.length).map((column) => (
        <Cell key={column} incident={incident} column={column} />
      ))}
    </li>
  );
});

/** What has no column of its own. */
function Sub({ incident, columns }: { incident: IncidentListItem; columns: Column[] }) {
  return (
    <div className="queue-sub clip">
      {!columns.includes('number') && <span className="mono">{incident.number}</span>}
      {!columns.includes('requester') && incident.requester && <bdi>{incident.requester.name}</bdi>}
      {!columns.includes('service') && incident.service && <span>{incident.service.name}</span>}
      {!columns.includes('asset') && incident.asset && <span className="mono">{incident.asset.tag}</span>}
    </div>
  );
}
