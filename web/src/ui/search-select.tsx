import { Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Asset, Location, Page, Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from './words.ts';

interface Option {
  value: string;
  label: string;
  hint?: string;
}

export interface PickerProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null;
  onChange: (value: string | null, label: string | null) => void;
  /** The name of what is chosen already, until the list knows it. */
  known?: Option | null;
}

interface SearchProps<T> extends PickerProps {
  path: string;
  params?: Record<string, string>;
  toOption: (item: T) => Option;
}

/** Search as you type in a list of the API. */
export function SearchSelect<T>({ path, params, toOption, value, onChange, known, ...props }: SearchProps<T>) {
  const words = useWords(commonWords);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Option | null>(known ?? null);
  const isChosen = chosen !== null && chosen.label === typed;
  const [q] = useDebouncedValue(isChosen ? '' : typed.trim(), 180);
  const found = useGet<Page<T>>(path, { ...params, q: q || undefined, limit: 20 });
  const options = (found.data?.items ?? []).map(toOption);
  const data = chosen && value === chosen.value && !options.some((option) => option.value === value) ? [chosen, ...options] : options;
  const hints = new Map(data.map((option) => [option.value, option.hint]));
  return (
    <Select
      searchable
      clearable
      data={data.map(({ value, label }) => ({ value, label }))}
      value={value}
      onChange={(next) => {
        const option = data.find((each) => each.value === next) ?? null;
        setChosen(option);
        onChange(next, option?.label ?? null);
      }}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? words.loading : words.nothingFound}
      renderOption={({ option }) => (
        <span className="row tight nowrap grow">
          <bdi className="clip">{option.label}</bdi>
          <span className="muted small clip">{hints.get(option.value)}</span>
        </span>
      )}
      {...props}
    />
  );
}

export const PersonPicker = (props: PickerProps) => (
  <SearchSelect<Person>
    path="/people"
    toOption={({ id, name, department, email }) => ({ value: id, label: name, hint: department ?? email })}
    {...props}
  />
);

export const TechnicianPicker = (props: PickerProps) => (
  <SearchSelect<Person>
    path="/people"
    params={{ role: 'technician,lead,admin' }}
    toOption={({ id, name, email }) => ({ value: id, label: name, hint: email })}
    {...props}
  />
);

export function AssetPicker({ kind, ...props }: PickerProps & { kind?: string }) {
  return (
    <SearchSelect<Asset>
      path="/assets"
      {...(kind && { params: { kind } })}
      toOption={({ id, name, tag }) => ({ value: id, label: name, hint: tag })}
      {...props}
    />
  );
}

/** Locations are few enough to be read at once. */
export function LocationPicker({ value, onChange, known: _, ...props }: PickerProps) {
  const words = useWords(commonWords);
  const locations = useGet<Page<Location>>('/locations');
  const data = (locations.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      searchable
      clearable
      data={data}
      value={value}
      onChange={(next) => onChange(next, data.find((each) => each.value === next)?.label ?? null)}
      nothingFoundMessage={words.nothingFound}
      {...props}
    />
  );
}
