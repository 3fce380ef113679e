import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { type ChoiceFilter, useFixedOptions, useOptions, useValueLabels } from './queue-filter-options.ts';
import { joinValues } from './queue-state.ts';
import { queueWords } from './queue-words.ts';

interface PickerProps<Name> {
  name: Name;
  value: string;
  onChange: (value: string) => void;
}

/** Choices of a filter, of which several may be taken; those taken stand first. */
export function ChoicePicker({ name, value, onChange }: PickerProps<ChoiceFilter>) {
  const words = useWords(queueWords);
  const common = useWords(commonWords);
  const [typed, setTyped] = useState('');
  const isFixed = useFixedOptions(name) !== null;
  const chosen = useValueLabels(name, value);
  // What was chosen before it opened stands on top; it does not jump while one chooses.
  const [first] = useState(() => (isFixed ? [] : chosen.map((option) => option.value)));
  const { options, isReading } = useOptions(name, typed);
  const shown = [
    ...first.flatMap((each) => chosen.find((option) => option.value === each) ?? []),
    ...options.filter((option) => !first.includes(option.value)),
  ];
  const values = chosen.map((option) => option.value);
  const toggle = (option: string) =>
    onChange(joinValues(values.includes(option) ? values.filter((each) => each !== option) : [...values, option]));
  return (
    <div className="picker">
      {!isFixed && (
        <TextInput
          size="xs"
          data-autofocus
          aria-label={words.filter[name]}
          placeholder={words.searchIn}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <ul>
        {shown.map((option, index) => (
          <li key={option.value}>
            <button
              type="button"
              className="pick"
              aria-pressed={values.includes(option.value)}
              {...(isFixed && index === 0 && { 'data-autofocus': true })}
              onClick={() => toggle(option.value)}
            >
              <span className="tick">{values.includes(option.value) && <IconCheck size={14} aria-hidden />}</span>
              <bdi className="clip">{option.label}</bdi>
              {option.hint && <span className="muted small clip">{option.hint}</span>}
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="muted small nothing">{isReading ? common.loading : common.nothingFound}</li>}
      </ul>
    </div>
  );
}

export type RangeFilter = 'opened' | 'updated' | 'due' | 'resolved';

const presets: Record<RangeFilter, string[]> = {
  opened: ['today', 'yesterday', '-P7D..', '-P30D..', '..-P7D', '..-P30D'],
  updated: ['today', 'yesterday', '-P7D..', '..-P7D', '..-P30D'],
  due: ['today..tomorrow', 'tomorrow', '..PT4H', '..tomorrow', '..P7D'],
  resolved: ['today', 'yesterday', '-P7D..', '-P30D..'],
};

const isDate = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

/** The dates of a range that was given by two days, both of them counted. */
export function datesOf(value: string): { from: string; to: string } {
  const [from, to] = value.includes('..') ? value.split('..') : [value, value];
  return { from: isDate(from) ? from : '', to: isDate(to) ? (value.includes('..') ? dayBefore(to) : to) : '' };
}

/** The range from one day to another, both of them counted. */
export const rangeOf = (from: string, to: string): string => (from || to ? `${from}..${to ? dayAfter(to) : ''}` : '');

const shifted = (date: string, days: number): string => {
  const at = new Date(`${date}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
};
const dayAfter = (date: string): string => shifted(date, 1);
const dayBefore = (date: string): string => shifted(date, -1);

/** A span of time: common ones by name, others by their first and last day. */
export function RangePicker({ name, value, onChange }: PickerProps<RangeFilter>) {
  const words = useWords(queueWords);
  const dates = datesOf(value);
  return (
    <div className="picker">
      <ul>
        {presets[name].map((preset, index) => (
          <li key={preset}>
            <button
              type="button"
              className="pick"
              aria-pressed={value === preset}
              {...(index === 0 && { 'data-autofocus': true })}
              onClick={() => onChange(value === preset ? '' : preset)}
            >
              <span className="tick">{value === preset && <IconCheck size={14} aria-hidden />}</span>
              {words.ranges[preset]}
            </button>
          </li>
        ))}
      </ul>
      <div className="dates">
        <TextInput
          size="xs"
          type="date"
          label={words.from}
          value={dates.from}
          max={dates.to || undefined}
          onChange={(event) => onChange(rangeOf(event.currentTarget.value, dates.to))}
        />
        <TextInput
          size="xs"
          type="date"
          label={words.to}
          value={dates.to}
          min={dates.from || undefined}
          onChange={(event) => onChange(rangeOf(dates.from, event.currentTarget.value))}
        />
      </div>
    </div>
  );
}

/** Yes or no. */
export function FlagPicker({ name, value, onChange }: PickerProps<'overdue' | 'watching'>) {
  const words = useWords(queueWords);
  const labels = name === 'overdue' ? [words.filter.overdue, words.notOverdue] : [words.filter.watching, words.notWatching];
  return (
    <div className="picker flags">
      {['true', 'false'].map((each, index) => (
        <Button
          key={each}
          size="compact-sm"
          variant={value === each ? 'filled' : 'default'}
          aria-pressed={value === each}
          {...(index === 0 && { 'data-autofocus': true })}
          onClick={() => onChange(each)}
        >
          {labels[index]}
        </Button>
      ))}
    </div>
  );
}
