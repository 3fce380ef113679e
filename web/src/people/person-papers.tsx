import { useList } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import type { HandOver } from '../custody/custody-types.ts';
import { HandOverLines } from '../custody/my-custody.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card } from '../ui/states.tsx';
import { peopleWords } from './people-words.ts';

/** The papers that a person signed or still has to. */
export function PersonPapers({ person }: { person: Person }) {
  const words = useWords(peopleWords);
  const papers = useList<HandOver>('/hand-overs', { personId: person.id, limit: 20 });
  if (papers.items.length === 0) return null;
  return (
    <Card title={words.papers}>
      <HandOverLines items={papers.items} />
    </Card>
  );
}
