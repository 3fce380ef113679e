import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { Asset, IncidentListItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';

/** What was ever reported about the device, latest first. */
export function AssetIncidents({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const incidents = useList<IncidentListItem>('/incidents', { assetId: asset.id, sort: '-openedAt', limit: 10 });
  return (
    <Card
      title={words.incidents}
      flush
      actions={
        <Button component={Link} href={links.fileIncident({ asset: asset.id })} variant="subtle" size="compact-sm">
          {words.reportIncident}
        </Button>
      }
    >
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
