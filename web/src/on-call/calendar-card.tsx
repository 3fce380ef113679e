import { ActionIcon, Button, SegmentedControl, Select, Switch } from '@mantine/core';
import { IconAlertTriangle, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { PersonName } from '../ui/marks.tsx';
import { Loaded } from '../ui/states.tsx';
import { CalendarGrid } from './calendar-grid.tsx';
import { turned, type View, weeksOf } from './calendar-weeks.ts';
import { lanesOf, peopleIn } from './lanes.ts';
import type { Coverage, Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

const defaults = { view: 'month', at: '', layers: '' };

/** A schedule month by month or week by week, with every layer and the line that counts. */
export function CalendarCard({ schedules, scheduleId }: { schedules: Schedule[]; scheduleId: string | null }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const [, go] = useLocation();
  const [state, set] = useSearchState(defaults);
  const schedule = schedules.find(({ id }) => id === scheduleId) ?? schedules[0]!;
  const view: View = state.view === 'week' ? 'week' : 'month';
  const isAsked = state.at !== '';
  const weeks = useMemo(() => weeksOf(view, anchorOf(state.at), isAsked), [view, state.at, isAsked]);
  const turn = (by: number) => set({ at: dateText(turned(view, anchorOf(state.at), isAsked, by)) });
  const title =
    view === 'month' && isAsked ? format.month(anchorOf(state.at)) : `${format.short(weeks[0]![0]!)} – ${format.short(weeks.at(-1)![6]!)}`;
  return (
    <section className="card">
      <div className="card-head calendar-head">
        <div className="row nowrap">
          <ActionIcon aria-label={words.earlier} onClick={() => turn(-1)}>
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <h2 aria-live="polite">{title}</h2>
          <ActionIcon aria-label={words.later} onClick={() => turn(1)}>
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <Button variant="default" size="compact-sm" onClick={() => set({ at: '' })}>
            {words.today}
          </Button>
        </div>
        <div className="row">
          <Switch
            size="xs"
            label={words.showLayers}
            checked={state.layers === 'yes'}
            onChange={(event) => set({ layers: event.currentTarget.checked ? 'yes' : '' })}
          />
          <SegmentedControl
            size="xs"
            aria-label={words.calendar}
            value={view}
            onChange={(value) => set({ view: value })}
            data={Object.entries(words.views).map(([value, label]) => ({ value, label }))}
          />
          {schedules.length > 1 && (
            <Select
              size="xs"
              aria-label={words.schedule}
              allowDeselect={false}
              data={schedules.map(({ id, name }) => ({ value: id, label: name }))}
              value={schedule.id}
              onChange={(id) => id && go(`${links.onCall(id)}${window.location.search}`)}
            />
          )}
        </div>
      </div>
      <div className="card-body">
        <Weeks
          schedule={schedule}
          weeks={weeks}
          withLayers={state.layers === 'yes'}
          month={view === 'month' && isAsked ? anchorOf(state.at).getMonth() : undefined}
        />
      </div>
    </section>
  );
}

const anchorOf = (text: string): Date => (/^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00`) : new Date());
const dateText = (date: Date): string => date.toLocaleDateString('sv');

interface WeeksProps {
  schedule: Schedule;
  weeks: Date[][];
  withLayers: boolean;
  month: number | undefined;
}

function Weeks({ schedule, weeks, withLayers, month }: WeeksProps) {
  const from = weeks[0]![0]!.toISOString();
  const to = weeks.at(-1)![7]!.toISOString();
  const coverage = useGet<Coverage>(`/on-call/schedules/${schedule.id}/shifts`, { from, to, layers: withLayers });
  return (
    <Loaded query={coverage} lines={6}>
      {(found) => <Shown coverage={found} schedule={schedule} weeks={weeks} month={month} />}
    </Loaded>
  );
}

function Shown({ coverage, schedule, weeks, month }: { coverage: Coverage } & Omit<WeeksProps, 'withLayers'>) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const people = peopleIn(coverage);
  const lanes = lanesOf(coverage, schedule.coverWeek === null, words);
  return (
    <div className="stack">
      <CalendarGrid weeks={weeks} lanes={lanes} month={month} />
      {weeks.length === 1 && <Agenda coverage={coverage} />}
      <ul className="row legend">
        {people.map(({ id, name, colour }) => (
          <li className="row tight" key={id}>
            <span className="swatch" style={{ background: colour }} aria-hidden="true" />
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {coverage.conflicts.map(({ person, startAt, endAt }) => (
        <p className="row tight warned small" key={person.id + startAt}>
          <IconAlertTriangle size={15} aria-hidden />
          {words.conflict(person.name, format.moment(startAt), format.moment(endAt))}
        </p>
      ))}
    </div>
  );
}

/** A week in words: a narrow screen holds no names in its bars. */
function Agenda({ coverage }: { coverage: Coverage }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const hasLevels = new Set(coverage.items.map(({ level }) => level)).size > 1;
  return (
    <ol className="shift-agenda">
      {coverage.items.map(({ person, startAt, endAt, level, overrideId, temporaryId }) => (
        <li key={`${startAt}${person.id}${level}`}>
          <span className="number muted">{format.span(startAt, endAt)}</span>
          <PersonName person={person} />
          {hasLevels && <span className="muted small">{words.level(level)}</span>}
          {(overrideId || temporaryId) && <Chip>{temporaryId ? words.source.temporary : words.source.override}</Chip>}
        </li>
      ))}
    </ol>
  );
}
