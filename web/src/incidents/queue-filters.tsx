import { Button, Menu, Popover } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { SearchField } from '../ui/search-field.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { type ChoiceFilter, useValueLabels } from './queue-filter-options.ts';
import { ChoicePicker, datesOf, FlagPicker, type RangeFilter, RangePicker } from './queue-filter-pickers.tsx';
import { type FilterName, type Filters, filterNames } from './queue-state.ts';
import { queueWords } from './queue-words.ts';

interface Props {
  filters: Filters;
  base: Filters;
  onChange: (filters: Filters) => void;
  /** Opened by the keyboard. */
  isMenuOpen: boolean;
  setMenuOpen: (isOpen: boolean) => void;
}

type Named = Exclude<FilterName, 'q'>;
const isRange = (name: Named): name is RangeFilter => ['opened', 'updated', 'due', 'resolved'].includes(name);
const isFlag = (name: Named): name is 'overdue' | 'watching' => name === 'overdue' || name === 'watching';

/** The filters in force, each with its values to change, and a way to add others. */
export function QueueFilters({ filters, base, onChange, isMenuOpen, setMenuOpen }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const common = useWords(commonWords);
  // A filter that was just added has no value yet and is open.
  const [added, setAdded] = useState<Named | null>(null);
  const set = (name: FilterName, value: string) => {
    const { [name]: _, ...others } = filters;
    onChange(value ? { ...others, [name]: value } : others);
  };
  const used = filterNames.filter((name): name is Named => name !== 'q' && (Boolean(filters[name]) || name === added));
  const free = filterNames.filter((name): name is Named => name !== 'q' && !used.includes(name));
  const isNarrowed = filterNames.some((name) => (filters[name] ?? '') !== (base[name] ?? ''));
  return (
    <div className="queue-filters">
      <SearchField value={filters.q ?? ''} placeholder={desk.searchPlaceholder} onChange={(q) => set('q', q)} />
      {used.map((name) => (
        <FilterPill
          key={name}
          name={name}
          value={filters[name] ?? ''}
          isOpenAtFirst={name === added}
          onChange={(value) => set(name, value)}
          onClosed={() => setAdded(null)}
        />
      ))}
      <Menu position="bottom-start" opened={isMenuOpen} onChange={setMenuOpen} returnFocus={false}>
        <Menu.Target>
          <Button variant="subtle" color="gray" className="add-filter" leftSection={<IconFilter size={15} aria-hidden />}>
            {words.addFilter}
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="filter-menu">
          {free.map((name) => (
            <Menu.Item key={name} onClick={() => (isFlag(name) ? set(name, 'true') : setAdded(name))}>
              {words.filter[name]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isNarrowed && (
        <Button variant="subtle" color="gray" onClick={() => onChange(base)}>
          {common.clearFilters}
        </Button>
      )}
    </div>
  );
}

interface PillProps {
  name: Named;
  value: string;
  isOpenAtFirst: boolean;
  onChange: (value: string) => void;
  onClosed: () => void;
}

function FilterPill({ name, value, isOpenAtFirst, onChange, onClosed }: PillProps) {
  const words = useWords(queueWords);
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <span className="filter-pill">
      <Popover
        position="bottom-start"
        width={isFlag(name) ? undefined : 260}
        trapFocus
        returnFocus
        shadow="md"
        opened={isOpen}
        onChange={(next) => {
          setOpen(next);
          if (!next) onClosed();
        }}
      >
        <Popover.Target>
          <button type="button" className="filter-face" aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <FilterWords name={name} value={value} />
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={words.filter[name]}>
          {isRange(name) ? (
            <RangePicker name={name} value={value} onChange={onChange} />
          ) : isFlag(name) ? (
            <FlagPicker name={name} value={value} onChange={onChange} />
          ) : (
            <ChoicePicker name={name} value={value} onChange={onChange} />
          )}
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="filter-away"
        aria-label={words.removeFilter(words.filter[name])}
        onClick={() => {
          onChange('');
          onClosed();
        }}
      >
        <IconX size={13} aria-hidden />
      </button>
    </span>
  );
}

function FilterWords({ name, value }: { name: Named; value: string }) {
  const words = useWords(queueWords);
  if (isFlag(name)) {
    const negative = name === 'overdue' ? words.notOverdue : words.notWatching;
    return <b>{value === 'false' ? negative : words.filter[name]}</b>;
  }
  return (
    <>
      <span>{words.filter[name]}</span>
      {value && (isRange(name) ? <RangeWords value={value} /> : <ChoiceWords name={name} value={value} />)}
    </>
  );
}

function RangeWords({ value }: { value: string }) {
  const words = useWords(queueWords);
  const format = useFormats();
  const { from, to } = datesOf(value);
  const day = (date: string) => (date ? format.date(`${date}T12:00:00`) : '');
  const named = words.ranges[value] ?? (from || to ? words.span(day(from), day(to)) : value);
  return <b className="clip">{named}</b>;
}

function ChoiceWords({ name, value }: { name: ChoiceFilter; value: string }) {
  const labels = useValueLabels(name, value).map(({ label }) => label);
  const shown = labels.slice(0, 2).join(', ');
  return (
    <b className="clip" title={labels.join(', ')}>
      <bdi>{shown}</bdi>
      {labels.length > 2 && ` +${labels.length - 2}`}
    </b>
  );
}
