import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { IncidentListItem, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';

interface Props {
  label: string;
  value: string | null;
  except: string;
  onChange: (id: string | null) => void;
}

/** Finds an incident by number or words. */
export function IncidentPicker({ label, value, except, onChange }: Props) {
  const common = useWords(commonWords);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(/^[A-Z]+-\d+ · /.test(typed) ? '' : typed.trim(), 180);
  const found = useGet<Page<IncidentListItem>>('/incidents', { q, limit: 20, sort: '-updatedAt' });
  return (
    <Select
      label={label}
      data-autofocus
      searchable
      clearable
      clearButtonProps={{ 'aria-label': common.remove }}
      nothingFoundMessage={common.nothingFound}
      data={(found.data?.items ?? [])
        .filter(({ id }) => id !== except)
        .map(({ id, number, title }) => ({ value: id, label: `${number} · ${title}` }))}
      filter={({ options }) => options}
      value={value}
      onSearchChange={setTyped}
      onChange={onChange}
    />
  );
}
