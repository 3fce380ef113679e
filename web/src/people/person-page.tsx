import { Button } from '@mantine/core';
import { IconDoorExit, IconHandGrab } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Location, Page, Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Face } from '../ui/marks.tsx';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { peopleWords } from './people-words.ts';
import { personCards } from './person-cards.tsx';
import './people.css';

/** One person: what they have, reported and signed. */
export function PersonPage({ id }: { id: string }) {
  const person = useGet<Person>(`/people/${encodeURIComponent(id)}`);
  return (
    <div className="page">
      <Loaded query={person}>{(found) => <Joined person={found} />}</Loaded>
    </div>
  );
}

function Joined({ person }: { person: Person }) {
  const words = useWords(peopleWords);
  return (
    <>
      <PageHead
        back={{ href: links.assets(), label: words.devices }}
        title={person.name}
        lead={
          <span className="row tight">
            <Face person={person} />
            <span>{[person.jobTitle, person.department].filter(Boolean).join(' · ') || words.personLead}</span>
            {!person.isActive && <Chip tone="warn">{words.left}</Chip>}
          </span>
        }
        actions={
          <>
            <Button component={Link} href={links.leaving(person.id)} variant="default" leftSection={<IconDoorExit size={16} aria-hidden />}>
              {words.leaving}
            </Button>
            {person.isActive && (
              <Button
                component={Link}
                href={links.newHandOver({ personId: person.id })}
                leftSection={<IconHandGrab size={16} aria-hidden />}
              >
                {words.handOut}
              </Button>
            )}
          </>
        }
      />
      <div className="two">
        <div className="stack">
          {personCards.map((Each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list of cards never changes
            <Each person={person} key={place} />
          ))}
        </div>
        <div className="stack">
          <PersonFacts person={person} />
        </div>
      </div>
    </>
  );
}

function PersonFacts({ person }: { person: Person }) {
  const words = useWords(peopleWords);
  const locations = useGet<Page<Location>>('/locations');
  const manager = useGet<Person>(`/people/${person.managerId}`, undefined, { enabled: person.managerId !== null });
  const place = locations.data?.items.find(({ id }) => id === person.locationId);
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [
            words.email,
            <a href={`mailto:${person.email}`} key="mail" className="breakable">
              {person.email}
            </a>,
          ],
          [words.phone, person.phone && <a href={`tel:${person.phone.replace(/[^+\d]/g, '')}`}>{person.phone}</a>],
          [words.jobTitle, person.jobTitle],
          [words.department, person.department],
          [words.place, place && <Link href={links.site(place.id)}>{place.name}</Link>],
          [words.manager, manager.data && <Link href={links.person(manager.data.id)}>{manager.data.name}</Link>],
          [words.zone, person.timeZone],
        ]}
      />
    </Card>
  );
}
