import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Facet } from '../ui/facet.tsx';
import { Chip } from '../ui/icons.tsx';
import { Face } from '../ui/marks.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';
import { PersonDialog } from './person-dialog.tsx';
import { RoleChip } from './role-chip.tsx';

const filterDefaults = { q: '', role: '' };

/** Who may sign in, and what they may do. */
export function PeoplePage() {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [filters, setFilters] = useSearchState(filterDefaults);
  const [isAdding, setAdding] = useState(false);
  const people = useList<Person>('/people', { ...filters, limit: 60 });
  return (
    <>
      <PageHead
        title={words.people}
        lead={words.peopleLead}
        actions={
          isAdmin && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {words.addPerson}
            </Button>
          )
        }
      />
      <search className="filters">
        <SearchField value={filters.q} onChange={(q) => setFilters({ q })} placeholder={words.searchPeople} />
        <Facet
          label={words.role}
          value={filters.role}
          onChange={(role) => setFilters({ role })}
          options={Object.entries(common.role).map(([value, label]) => ({ value, label }))}
        />
      </search>
      <section className="card" aria-busy={people.isPlaceholderData}>
        <Listed query={people} empty={<Empty title={words.noPeople}>{words.noPeopleText}</Empty>}>
          {(items) => <PeopleTable people={items} />}
        </Listed>
      </section>
      {isAdding && <PersonDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function PeopleTable({ people }: { people: Person[] }) {
  const words = useWords(adminWords);
  return (
    <table className="table cards linked">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.department}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.phone}</th>
          <th scope="col">{words.language}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow person={person} key={person.id} />
        ))}
      </tbody>
    </table>
  );
}

function PersonRow({ person }: { person: Person }) {
  const words = useWords(adminWords);
  return (
    <tr className={person.isActive ? undefined : 'dim'}>
      <td>
        <span className="row nowrap">
          <Face person={person} large />
          <span className="grow">
            <Link href={links.admin(`people/${person.id}`)} className="row-link">
              <bdi>{person.name}</bdi>
            </Link>
            <span className="muted small clip block">{person.email}</span>
          </span>
        </span>
      </td>
      <td>
        {person.department}
        {person.jobTitle && <span className="muted small block">{person.jobTitle}</span>}
      </td>
      <td>
        <span className="row tight">
          <RoleChip role={person.role} />
          {!person.isActive && <Chip tone="danger">{words.inactive}</Chip>}
        </span>
      </td>
      <td className="muted number">{person.phone}</td>
      <td className="muted">{words.languages[person.language]}</td>
    </tr>
  );
}
