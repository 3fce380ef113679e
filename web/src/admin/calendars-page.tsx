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
import { CalendarImportsDialog } from './calendar-imports-dialog.tsx';
import { calendarWords } from './calendar-words.ts';
import { type Calendar, type Window, weekdays } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { useHours } from './use-hours.ts';

/** When clocks run. */
export function CalendarsPage() {
  const words = useWords(serviceLevelWords);
  const isLead = hasRole(useMe(), 'lead');
  const calendars = useList<Calendar>('/service-calendars');
  const [editing, setEditing] = useState<Calendar | 'new' | null>(null);
  const [importing, setImporting] = useState<Calendar | null>(null);
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
              <CalendarCard
                calendar={calendar}
                key={calendar.id}
                onEdit={isLead ? () => setEditing(calendar) : undefined}
                onImport={() => setImporting(calendar)}
              />
            ))}
          </div>
        )}
      </Listed>
      {editing && <CalendarDialog calendar={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      {importing && <CalendarImportsDialog calendar={importing} onClose={() => setImporting(null)} />}
    </>
  );
}

interface CardProps {
  calendar: Calendar;
  onEdit: (() => void) | undefined;
  onImport: () => void;
}

function CalendarCard({ calendar, onEdit, onImport }: CardProps) {
  const more = useWords(calendarWords);
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const hours = useHours();
  const today = new Date().toLocaleDateString('sv');
  const coming = comingDates(calendar, today).slice(0, 5);
  return (
    <section className="card padded stack tight">
      <div className="row between nowrap">
        <h2 className="clip">
          <bdi>{calendar.name}</bdi>
        </h2>
        <span className="row tight nowrap">{calendar.isDefault && <Chip tone="velvet">{words.default}</Chip>}</span>
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
          {coming.map(({ date, name, windows }) => (
            <HoursLine
              key={date}
              name={format.date(`${date}T12:00`)}
              value={[windows && hours(windows), name].filter(Boolean).join(' · ')}
              isClosed={windows?.length === 0}
            />
          ))}
        </dl>
      )}
      {onEdit && (
        <div className="row tight calendar-actions">
          <Button variant="subtle" size="compact-sm" aria-label={words.editCalendar(calendar.name)} onClick={onEdit}>
            {common.edit}
          </Button>
          <Button variant="subtle" size="compact-sm" aria-label={more.importsOf(calendar.name)} onClick={onImport}>
            {more.importsButton}
          </Button>
        </div>
      )}
    </section>
  );
}

interface ComingDate {
  date: string;
  name: string;
  /** Null where an import changes only a part of the day. */
  windows: Window[] | null;
}

/** Dates that differ from their weekday; what people typed stands in place of what was imported. */
function comingDates({ exceptions, imported }: Calendar, today: string): ComingDate[] {
  const typed = Object.entries(exceptions).map(([date, windows]) => ({ date, name: '', windows }));
  const brought = imported
    .filter(({ date }) => !(date in exceptions))
    .map(({ date, name, effect, window }) => ({ date, name, windows: effect === 'close' && !window ? [] : null }));
  return [...typed, ...brought].filter(({ date }) => date >= today).sort((a, b) => a.date.localeCompare(b.date));
}

function HoursLine({ name, value, isClosed }: { name: string; value: string; isClosed: boolean }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={isClosed ? 'number muted' : 'number'}>{value}</dd>
    </>
  );
}
