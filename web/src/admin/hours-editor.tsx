import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { type Week, type Window, weekdays } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

interface HoursProps {
  /** What the hours are of, for the names of the fields. */
  name: string;
  windows: Window[];
  onChange: (windows: Window[]) => void;
}

/** Several opening windows of one day; an end before the start is on the next day. */
export function HoursEditor({ name, windows, onChange }: HoursProps) {
  const words = useWords(serviceLevelWords);
  const set = (index: number, window: Window) => onChange(windows.map((each, at) => (at === index ? window : each)));
  return (
    <div className="row tight hours-editor">
      {windows.length === 0 && <span className="muted">{words.closed}</span>}
      {windows.map(([from = '', to = ''], index) => (
        // Windows have no names of their own; their place among the few of a day is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span className="window" key={index}>
          <input
            type="time"
            aria-label={words.opens(name)}
            value={from}
            required
            onChange={(event) => set(index, [event.currentTarget.value, to])}
          />
          –
          <input
            type="time"
            aria-label={words.closes(name)}
            value={to === '24:00' ? '00:00' : to}
            required
            onChange={(event) => set(index, [from, event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value])}
          />
          {to <= from && <span className="muted small">{words.overnight}</span>}
          <ActionIcon size={26} aria-label={words.removeHours(name)} onClick={() => onChange(windows.filter((_, at) => at !== index))}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </span>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-label={words.addHours(name)}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...windows, windows.length === 0 ? ['09:00', '17:00'] : ['18:00', '20:00']])}
      >
        {words.addHoursShort}
      </Button>
    </div>
  );
}

/** The hours of a week, day by day. */
export function WeekEditor({ week, onChange }: { week: Week; onChange: (week: Week) => void }) {
  const words = useWords(serviceLevelWords);
  const copyDown = () => onChange({ ...week, ...Object.fromEntries(['tue', 'wed', 'thu', 'fri'].map((day) => [day, week['mon'] ?? []])) });
  return (
    <div className="week-editor">
      {weekdays.map((day) => (
        <div className="week-day" key={day}>
          <span>{words.days[day]}</span>
          <HoursEditor name={words.days[day]} windows={week[day] ?? []} onChange={(windows) => onChange({ ...week, [day]: windows })} />
        </div>
      ))}
      <Button variant="subtle" size="compact-sm" onClick={copyDown}>
        {words.copyDown}
      </Button>
    </div>
  );
}
