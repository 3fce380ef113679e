import { Select } from '@mantine/core';
import { useList } from '../api/queries.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Run } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { RunTable } from './run-table.tsx';

const filterDefaults = { status: '', policyId: '', assetId: '' };

/** Every run, latest first. */
export function RunsPage() {
  const words = useWords(backupWords);
  const [filters, setFilters] = useSearchState(filterDefaults);
  const runs = useList<Run>('/backups/runs', { ...filters, limit: 50 });
  const statuses = ['queued', 'running', 'succeeded', 'partial', 'failed', 'missed', 'cancelled'] as const;
  return (
    <>
      <PageHead title={words.runs} />
      <div className="filters">
        <Select
          aria-label={words.result}
          placeholder={words.allStates}
          clearable
          w={200}
          data={statuses.map((value) => ({ value, label: words.status[value] }))}
          value={filters.status || null}
          onChange={(status) => setFilters({ status: status ?? '' })}
        />
      </div>
      <section className="card" aria-busy={runs.isPlaceholderData}>
        <Listed query={runs} empty={<Empty title={words.noRuns}>{words.noRunsText}</Empty>}>
          {(items) => <RunTable runs={items} />}
        </Listed>
      </section>
    </>
  );
}
