import { useList } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import type { Seat } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';
import { SeatLine } from './seat-lines.tsx';

/** The seats that a person holds; each can be freed where they leave. */
export function PersonLicencesCard({ person }: { person: Person }) {
  const words = useWords(licenceWords);
  const seats = useList<Seat>(`/people/${person.id}/licences`);
  return (
    <Card title={words.ofPerson} flush>
      <Listed query={seats} empty={<p className="muted quiet">{words.ofPersonNone}</p>}>
        {(items) => (
          <ul className="lines">
            {items.map((seat) => (
              <SeatLine key={seat.id} seat={seat} isWithLicence canFree />
            ))}
          </ul>
        )}
      </Listed>
    </Card>
  );
}
