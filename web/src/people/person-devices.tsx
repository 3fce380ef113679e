import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Asset, Page, Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Loaded } from '../ui/states.tsx';
import { DeviceLines } from './device-lines.tsx';
import { peopleWords } from './people-words.ts';

/** What a person holds. */
export function PersonDevices({ person }: { person: Person }) {
  const words = useWords(peopleWords);
  const held = useGet<Page<Asset>>(`/people/${person.id}/assets`);
  return (
    <Card
      title={words.has}
      flush
      actions={
        <Button component={Link} href={links.assets({ custodianId: person.id })} variant="subtle" size="compact-sm">
          {words.allDevices}
        </Button>
      }
    >
      <Loaded query={held} lines={3}>
        {({ items }) => (items.length === 0 ? <p className="muted quiet">{words.hasNone}</p> : <DeviceLines assets={items} />)}
      </Loaded>
    </Card>
  );
}
