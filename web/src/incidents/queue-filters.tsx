import { Button, Select } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Facet } from '../ui/facet.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { asView, defaultSort, type QueueState, queueDefaults } from './queue-view.ts';

const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
const openStatuses = ['new', 'in_progress', 'pending'] as const;
const doneStatuses = ['resolved', 'closed', 'cancelled'] as const;

export function QueueFilters({ state, patch }: { state: QueueState; patch: (changes: Partial<QueueState>) => void }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const view = asView(state.view);
  const members = new Map((groups.data?.items ?? []).flatMap((group) => group.members.map((member) => [member.id, member.name])));
  const isFiltered = state.q || state.status || state.priority || state.group || state.assignee;
  return (
    <div className="filters">
      <SearchField value={state.q} placeholder={words.searchPlaceholder} onChange={(q) => patch({ q })} />
      <Facet
        label={words.priority}
        value={state.priority}
        options={priorities.map((value) => ({ value, label: `${value} ${common.priority[value]}` }))}
        onChange={(priority) => patch({ priority })}
      />
      <Facet
        label={words.status}
        value={state.status}
        options={(view === 'done' ? doneStatuses : openStatuses).map((value) => ({ value, label: common.status[value] }))}
        onChange={(status) => patch({ status })}
      />
      {view !== 'groups' && (
        <Select
          className="filter-select"
          aria-label={words.group}
          placeholder={words.anyGroup}
          clearable
          data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={state.group || null}
          onChange={(group) => patch({ group: group ?? '' })}
        />
      )}
      {view !== 'mine' && view !== 'unassigned' && (
        <Select
          className="filter-select"
          aria-label={words.assignee}
          placeholder={words.anyone}
          clearable
          searchable
          nothingFoundMessage={common.nothingFound}
          data={[...members].map(([value, label]) => ({ value, label }))}
          value={state.assignee || null}
          onChange={(assignee) => patch({ assignee: assignee ?? '' })}
        />
      )}
      {isFiltered && (
        <Button variant="subtle" color="gray" onClick={() => patch({ ...queueDefaults, view: state.view, sort: state.sort })}>
          {common.clearFilters}
        </Button>
      )}
      <Select
        className="filter-select sort"
        aria-label={words.sort}
        allowDeselect={false}
        data={Object.entries(words.sorts).map(([value, label]) => ({ value, label }))}
        value={state.sort || defaultSort(view)}
        onChange={(sort) => patch({ sort: sort === defaultSort(view) ? '' : (sort ?? '') })}
      />
    </div>
  );
}
