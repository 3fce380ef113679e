import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { Asset, IncidentListItem, Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { AssetIcon } from '../assets/asset-icon.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { adminWords } from './admin-words.ts';

/** What a person holds. */
export function Holdings({ person }: { person: Person }) {
  const words = useWords(adminWords);
  const assets = useList<Asset>(`/people/${person.id}/assets`);
  return (
    <Card title={words.holds} flush>
      <Listed query={assets} empty={<p className="muted quiet">{words.holdsNothing}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((asset) => (
              <li key={asset.id}>
                <AssetIcon kind={asset.kind} size={16} />
                <Link href={links.asset(asset.tag)} className="grow clip row-link">
                  <bdi>{asset.name}</bdi>
                </Link>
                <span className="mono muted small">{asset.tag}</span>
                {asset.checkedOutAt && (
                  <span className="muted small one-line">
                    <Ago at={asset.checkedOutAt} />
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}

/** What a person reported, latest first. */
export function Reported({ person }: { person: Person }) {
  const words = useWords(adminWords);
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
