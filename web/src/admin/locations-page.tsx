import { Button } from '@mantine/core';
import { IconMapPin, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { Location } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';
import { LocationDialog } from './location-dialog.tsx';

interface Placed {
  location: Location;
  depth: number;
}

/** Parents before their children, each with its depth; a location whose parent is unknown stands at the top. */
function asTree(locations: Location[]): Placed[] {
  const ids = new Set(locations.map(({ id }) => id));
  const under = (parentId: string | null, depth: number): Placed[] =>
    locations
      .filter((location) => (location.parentId && ids.has(location.parentId) ? location.parentId : null) === parentId)
      .flatMap((location) => [{ location, depth }, ...under(location.id, depth + 1)]);
  return under(null, 0);
}

/** Sites, buildings and rooms. */
export function LocationsPage() {
  const words = useWords(adminWords);
  const isLead = hasRole(useMe(), 'lead');
  const locations = useList<Location>('/locations');
  const [editing, setEditing] = useState<Location | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.locations}
        lead={words.locationsLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addLocation}
            </Button>
          )
        }
      />
      <section className="card">
        <Listed query={locations} empty={<Empty title={words.noLocations} />}>
          {(items) => (
            <ul className="lines">
              {asTree(items).map(({ location, depth }) => (
                <LocationLine key={location.id} {...{ location, depth }} onEdit={isLead ? () => setEditing(location) : undefined} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {editing && <LocationDialog location={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function LocationLine({ location, depth, onEdit }: Placed & { onEdit: (() => void) | undefined }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  return (
    <li style={{ paddingLeft: 20 + depth * 26 }}>
      <IconMapPin size={17} className="muted" aria-hidden />
      <Link href={links.assets({ locationId: location.id })} className="grow clip plain-link">
        <bdi>{location.name}</bdi>
        {location.address && <span className="muted small"> · {location.address}</span>}
      </Link>
      <span className="muted small">{location.timeZone}</span>
      {onEdit && (
        <Button variant="subtle" size="compact-sm" aria-label={words.editLocation(location.name)} onClick={onEdit}>
          {common.edit}
        </Button>
      )}
    </li>
  );
}
