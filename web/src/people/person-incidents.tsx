import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { IncidentListItem, Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { peopleWords } from './people-words.ts';

/** What a person reported, latest first. */
export function PersonIncidents({ person }: { person: Person }) {
  const words = useWords(peopleWords);
  const incidents = useList<IncidentListItem>('/incidents', { requesterId: person.id, sort: '-openedAt', limit: 10 });
  return (
    <Card title={words.incidents} flush>
      <Listed query={incidents} empty={<p className="muted quiet">{words.noIncidents}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((incident) => (
              <li key={incident.id}>
                <PriorityMark priority={incident.priority} />
                <Link href={links.incident(incident.number)} className="grow clip row-link">
                  <bdi>{incident.title}</bdi>
                </Link>
                <StatusChip status={incident.status} />
                <span className="muted small one-line">
                  <Ago at={incident.openedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}
