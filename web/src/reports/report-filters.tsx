import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import type { noFilters } from './report-page.tsx';
import type { ReportName } from './report-types.ts';
import { reportWords } from './report-words.ts';

type State = typeof noFilters;

const dayMs = 86_400_000;
const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'];

/** What the API is asked for. The span ends with the present hour, so that the same page asks the same twice. */
export function useReportParams(name: ReportName, state: State): Record<string, string | undefined> {
  return useMemo(() => {
    const to = state.to || new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000).toISOString();
    const from = state.from || new Date(new Date(to).getTime() - Number(state.days) * dayMs).toISOString();
    const { supportGroupId, serviceId, priority } = state;
    const narrowed = { supportGroupId: supportGroupId || undefined, serviceId: serviceId || undefined, priority: priority || undefined };
    const span = name === 'backlog' ? {} : { from, to };
    if (name === 'flow')
      return { ...narrowed, ...span, interval: state.interval, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
    return { ...narrowed, ...span, ...(name === 'workload' ? {} : { by: state.by }) };
  }, [name, state]);
}

/** The filters that mean something to a report. */
export function ReportFilters({ name, state, set }: { name: ReportName; state: State; set: (patch: Partial<State>) => void }) {
  const words = useWords(reportWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
  const named = (page: Page<{ id: string; name: string }> | undefined) => [
    { value: '', label: words.all },
    ...(page?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const { given, ...periods } = words.periods;
  const isGiven = state.from !== '';
  return (
    <div className="report-filters">
      {name !== 'backlog' && (
        <Select
          label={words.period}
          allowDeselect={false}
          data={options(isGiven ? { ...periods, given } : periods)}
          value={isGiven ? 'given' : state.days}
          onChange={(days) => days && days !== 'given' && set({ days, from: '', to: '' })}
        />
      )}
      {name === 'flow' && (
        <Select
          label={words.interval}
          allowDeselect={false}
          data={options(words.intervals)}
          value={state.interval}
          onChange={(interval) => set({ interval: interval ?? 'day' })}
        />
      )}
      {name !== 'flow' && name !== 'workload' && (
        <Select
          label={words.by}
          allowDeselect={false}
          data={options(words.dimensions)}
          value={state.by}
          onChange={(by) => set({ by: by ?? 'supportGroup' })}
        />
      )}
      <Select
        label={words.group}
        searchable
        allowDeselect={false}
        data={named(groups.data)}
        value={state.supportGroupId}
        onChange={(supportGroupId) => set({ supportGroupId: supportGroupId ?? '' })}
      />
      <Select
        label={words.service}
        searchable
        allowDeselect={false}
        data={named(services.data)}
        value={state.serviceId}
        onChange={(serviceId) => set({ serviceId: serviceId ?? '' })}
      />
      <Select
        label={words.priority}
        allowDeselect={false}
        data={[{ value: '', label: words.all }, ...priorities]}
        value={state.priority}
        onChange={(priority) => set({ priority: priority ?? '' })}
      />
    </div>
  );
}
