import { memo } from 'react';
import { Link } from 'wouter';
import type { IncidentListItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { Ago, DueChip, PersonName, PriorityMark, StatusChip } from '../ui/marks.tsx';

const freshMs = 8000;

/** One incident of the queue. */
export const QueueRow = memo(function QueueRow({ incident }: { incident: IncidentListItem }) {
  const isFresh = Date.now() - new Date(incident.openedAt).getTime() < freshMs;
  return (
    <li className={`queue-row ${isFresh ? 'fresh' : ''}`} data-incident={incident.id}>
      <PriorityMark priority={incident.priority} />
      <div className="queue-main">
        <Link href={links.incident(incident.number)} className="queue-title">
          <bdi>{incident.title}</bdi>
        </Link>
        <div className="queue-sub clip">
          <span className="mono">{incident.number}</span>
          {incident.requester && <bdi>{incident.requester.name}</bdi>}
          {incident.service && <span>{incident.service.name}</span>}
          {incident.asset && <span className="mono">{incident.asset.tag}</span>}
        </div>
      </div>
      <div className="queue-group clip muted">{incident.supportGroup?.name}</div>
      <div className="queue-assignee">
        <PersonName person={incident.assignee} />
      </div>
      <div className="queue-status">
        <StatusChip status={incident.status} />
      </div>
      <div className="queue-due">
        <DueChip incident={incident} />
      </div>
      <div className="queue-age muted small number">
        <Ago at={incident.updatedAt} />
      </div>
    </li>
  );
});
