import { Button } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { onDay } from '../finance/day.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { LicenceDialog } from './licence-dialog.tsx';
import type { Licence } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';

const none = { q: '' };

/** What may be used by how many, and by how many it is. */
export function LicencesPage() {
  const words = useWords(licenceWords);
  const [filters, setFilters] = useSearchState(none);
  const licences = useList<Licence>('/licences', filters);
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        }
      />
      <div className="filters">
        <SearchField value={filters.q} onChange={(q) => setFilters({ q })} placeholder={words.search} />
      </div>
      <section className="card">
        <Listed query={licences} empty={<Empty title={words.none} />}>
          {(items) => (
            <ul className="lines">
              {items.map((licence) => (
                <Line key={licence.id} licence={licence} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {isAdding && <LicenceDialog licence={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function Line({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const format = useFormats();
  const { id, name, publisher, expiresOn, isExpired, installed } = licence;
  const facts = [
    publisher,
    installed !== null && words.installed(format.number(installed)),
    expiresOn && !isExpired && words.until(onDay(format, expiresOn)),
  ];
  return (
    <li>
      <IconKey size={17} className="muted" aria-hidden />
      <div className="grow">
        <Link href={links.licence(id)} className="row-link">
          <bdi>{name}</bdi>
        </Link>
        <div className="muted small">{facts.filter(Boolean).join(' · ')}</div>
      </div>
      <SeatChips licence={licence} />
    </li>
  );
}

/** How many seats are taken, and what is wrong with that. */
export function SeatChips({ licence }: { licence: Licence }) {
  const words = useWords(licenceWords);
  const format = useFormats();
  const { seats, seatsUsed, overuse, isExpired } = licence;
  const used = format.number(seatsUsed);
  return (
    <span className="row tight">
      <span className="small">{seats === null ? words.usedOfAny(used) : words.used(used, format.number(seats))}</span>
      {overuse > 0 && <Chip tone="danger">{words.overuse(format.number(overuse))}</Chip>}
      {isExpired && <Chip tone="warn">{words.expired}</Chip>}
    </span>
  );
}
