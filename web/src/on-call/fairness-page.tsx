import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { useGet, useList } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { PersonName } from '../ui/marks.tsx';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { dayAfter } from './calendar-weeks.ts';
import type { Burden, Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

const defaults = { period: 'past', schedule: '' };

function rangeOf(period: string): { from: string; to: string } {
  const today = dayAfter(new Date(), 0);
  const months = (by: number) => new Date(today.getFullYear(), today.getMonth() + by, today.getDate());
  const [from, to] =
    period === 'year'
      ? [new Date(today.getFullYear(), 0, 1), new Date(today.getFullYear() + 1, 0, 1)]
      : period === 'next'
        ? [today, months(3)]
        : [months(-3), today];
  return { from: from.toISOString(), to: to.toISOString() };
}

/** Who carries how much, so that it can be shared fairly. */
export function FairnessPage() {
  const words = useWords(onCallWords);
  const [state, set] = useSearchState(defaults);
  const schedules = useList<Schedule>('/on-call/schedules');
  const range = useMemo(() => rangeOf(state.period), [state.period]);
  const report = useGet<Page<Burden>>('/on-call/fairness', { ...range, scheduleId: state.schedule });
  return (
    <>
      <PageHead title={words.fairness} lead={words.fairnessLead} />
      <div className="filters">
        <SegmentedControl
          aria-label={words.period}
          value={state.period}
          onChange={(period) => set({ period })}
          data={Object.entries(words.periods).map(([value, label]) => ({ value, label }))}
        />
        <Select
          aria-label={words.schedule}
          allowDeselect={false}
          data={[{ value: '', label: words.allSchedules }, ...schedules.items.map(({ id, name }) => ({ value: id, label: name }))]}
          value={state.schedule}
          onChange={(schedule) => set({ schedule: schedule ?? '' })}
        />
      </div>
      <section className="card">
        <Loaded query={report} lines={4}>
          {({ items }) => (items.length === 0 ? <Empty title={words.noTurns} /> : <Burdens items={items} />)}
        </Loaded>
      </section>
    </>
  );
}

function Burdens({ items }: { items: Burden[] }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const hours = (iso: string) => `${format.number(Math.round((durationMs(iso) ?? 0) / 3_600_000))} h`;
  const most = Math.max(1, ...items.map(({ total }) => durationMs(total) ?? 0));
  return (
    <div className="table-scroll">
      <table className="table burdens">
        <thead>
          <tr>
            <th>{words.person}</th>
            <th aria-label={words.share} />
            <th className="end">{words.total}</th>
            <th className="end">{words.nights}</th>
            <th className="end">{words.weekends}</th>
            <th className="end">{words.turns}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ person, total, nights, weekends, shifts }) => (
            <tr key={person.id}>
              <td>
                <PersonName person={person} />
              </td>
              <td className="share">
                <span style={{ width: `${((durationMs(total) ?? 0) / most) * 100}%` }} />
              </td>
              <td className="end number">{hours(total)}</td>
              <td className="end number">{hours(nights)}</td>
              <td className="end number">{hours(weekends)}</td>
              <td className="end number">{format.number(shifts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
