import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { Face } from '../ui/marks.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { adminWords } from './admin-words.ts';

export interface NamedPerson {
  id: string;
  name: string;
}

/** A list of people to which one adds and from which one takes; the order is kept. */
export function PeopleEditor({
  title,
  people,
  onChange,
}: {
  title: string;
  people: NamedPerson[];
  onChange: (people: NamedPerson[]) => void;
}) {
  const words = useWords(adminWords);
  return (
    <div className="stack tight">
      <h3>{title}</h3>
      {people.map((person) => (
        <div className="row nowrap" key={person.id}>
          <Face person={person} />
          <bdi className="grow clip">{person.name}</bdi>
          <ActionIcon aria-label={words.removeMember(person.name)} onClick={() => onChange(people.filter(({ id }) => id !== person.id))}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <TechnicianPicker
        // Starts anew after each person that was added.
        key={people.length}
        aria-label={words.addMember}
        placeholder={words.addMember}
        value={null}
        onChange={(id, name) => id && !people.some((person) => person.id === id) && onChange([...people, { id, name: name ?? '' }])}
      />
    </div>
  );
}
