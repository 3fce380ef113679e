import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Location, Page, Person, SupportGroup } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Face } from '../ui/marks.tsx';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { adminWords } from './admin-words.ts';
import { PersonActions } from './person-actions.tsx';
import { Holdings, Reported } from './person-records.tsx';
import { RoleChip } from './role-chip.tsx';
import { SkillsCard } from './skills-card.tsx';

/** A person: what they may do, what they hold, what they reported. */
export function PersonPage({ id }: { id: string }) {
  const person = useGet<Person>(`/people/${id}`);
  return <Loaded query={person}>{(found) => <Profile person={found} />}</Loaded>;
}

function Profile({ person }: { person: Person }) {
  const words = useWords(adminWords);
  const isAdmin = hasRole(useMe(), 'admin');
  return (
    <>
      <PageHead
        back={{ href: links.admin(), label: words.people }}
        title={person.name}
        lead={
          <span className="row">
            <Face person={person} />
            <span>{[person.jobTitle, person.department].filter(Boolean).join(', ') || person.email}</span>
            <RoleChip role={person.role} />
            {!person.isActive && <Chip tone="danger">{words.inactive}</Chip>}
          </span>
        }
        actions={isAdmin && <PersonActions person={person} />}
      />
      <div className="two">
        <div className="stack">
          <Holdings person={person} />
          <Reported person={person} />
        </div>
        <div className="stack">
          <PersonFacts person={person} />
          {person.role !== 'employee' && <SkillsCard person={person} />}
        </div>
      </div>
    </>
  );
}

function PersonFacts({ person }: { person: Person }) {
  const words = useWords(adminWords);
  const format = useFormats();
  const locations = useGet<Page<Location>>('/locations');
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const manager = useGet<Person>(`/people/${person.managerId}`, undefined, { enabled: person.managerId !== null });
  const mine = (groups.data?.items ?? []).filter((group) => group.members.some((member) => member.id === person.id));
  return (
    <Card>
      <Facts
        of={[
          [
            words.email,
            <a href={`mailto:${person.email}`} key="mail">
              {person.email}
            </a>,
          ],
          [words.phone, person.phone],
          [words.location, locations.data?.items.find((location) => location.id === person.locationId)?.name],
          [words.manager, manager.data && <Link href={links.admin(`people/${manager.data.id}`)}>{manager.data.name}</Link>],
          [words.groupsOf, mine.length > 0 && format.list(mine.map((group) => group.name))],
          [words.language, words.languages[person.language]],
          [words.timeZone, person.timeZone],
        ]}
      />
    </Card>
  );
}
