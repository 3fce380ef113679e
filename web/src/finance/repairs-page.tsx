import { SegmentedControl } from '@mantine/core';
import { useList } from '../api/queries.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Repair } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { RepairLines } from './repair-lines.tsx';

const initial = { status: 'open' };

/** What is away, and what was. */
export function RepairsPage() {
  const words = useWords(financeWords);
  const [filters, setFilters] = useSearchState(initial);
  const repairs = useList<Repair>('/repairs', { status: filters.status === 'open' ? 'open' : undefined });
  return (
    <>
      <PageHead title={words.repairs.title} lead={words.repairs.lead} />
      <div className="filters">
        <SegmentedControl
          aria-label={words.repairs.state}
          data={[
            { value: 'open', label: words.repairs.open },
            { value: 'all', label: words.repairs.all },
          ]}
          value={filters.status}
          onChange={(status) => setFilters({ status })}
        />
      </div>
      <section className="card">
        <Listed query={repairs} empty={<Empty title={words.repairs.none} />}>
          {(items) => <RepairLines repairs={items} isWithDevice />}
        </Listed>
      </section>
    </>
  );
}
