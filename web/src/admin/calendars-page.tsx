import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { CalendarDialog } from './calendar-dialog.tsx';
import { type Calendar, type Window, weekdays } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

/** When clocks run. */
export function CalendarsPage() {
  const words = useWords(serviceLevelWords);
  const isLead = hasRole(useMe(), 'lead');
  const calendars = useList<Calendar>('/service-calendars');
  const [editing, setEditing] = useState<Calendar | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.calendars}
        lead={words.calendarsLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
              {words.addCalendar}
            </Button>
          )
        }
      />
      <Listed
        query={calendars}
        empty={
          <section className="card">
            <Empty title={words.noCalendars}>{words.noCalendarsText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="tiles wide">
            {items.map((calendar) => (
              <CalendarCard calendar={calendar} key={calendar.id} onEdit={isLead ? () => setEditing(calendar) : undefined} />
            ))}
          </div>
        )}
      </Listed>
      {editing && <CalendarDialog calendar={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

const isWholeDay = (windows: Window[]) => windows.length === 1 && windows[0]?.[0] === '00:00' && windows[0]?.[1] === '24:00';

/** Hours of a day as one line. */
export function useHours(): (windows: Window[]) => string {
  const words = useWords(serviceLevelWords);
  return (windows) => {
    if (windows.length === 0) return words.closed;
    return isWholeDay(windows) ? words.aroundTheClock : windows.map(([from, to]) => `${from}–${to}`).join(', ');
  };
}

function CalendarCard({ calendar, onEdit }: { calendar: Calendar; onEdit: (() => void) | undefined }) {
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const hours = useHours();
  const today = new Date().toLocaleDateString('sv');
  const coming = Object.entries(calendar.exceptions)
    .filter(([date]) => date >= today)
    .sort()
    .slice(0, 4);
  return (
    <section className="card padded stack tight">
      <div className="row between nowrap">
        <h2 className="clip">
          <bdi>{calendar.name}</bdi>
        </h2>
        <span className="row tight nowrap">
          {calendar.isDefault && <Chip tone="velvet">{words.default}</Chip>}
          {onEdit && (
            <Button variant="subtle" size="compact-sm" aria-label={words.editCalendar(calendar.name)} onClick={onEdit}>
              {common.edit}
            </Button>
          )}
        </span>
      </div>
      <div className="muted small">{calendar.timeZone}</div>
      <dl className="facts hours">
        {weekdays.map((day) => (
          <HoursLine
            key={day}
            name={words.days[day]}
            value={hours(calendar.week[day] ?? [])}
            isClosed={(calendar.week[day] ?? []).length === 0}
          />
        ))}
      </dl>
      {coming.length > 0 && (
        <dl className="facts hours">
          {coming.map(([date, windows]) => (
            <HoursLine key={date} name={format.date(`${date}T12:00`)} value={hours(windows)} isClosed={windows.length === 0} />
          ))}
        </dl>
      )}
    </section>
  );
}

function HoursLine({ name, value, isClosed }: { name: string; value: string; isClosed: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={isClosed ? 'number muted' : 'number'}>{value}</dd>
    </>
  );
}
