import { Button, Select } from '@mantine/core';
import { IconAlarm, IconX } from '@tabler/icons-react';
import { useGet } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Facet } from '../ui/facet.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import { assetWords } from './asset-words.ts';

export const assetFilterDefaults = {
  q: '',
  kind: '',
  status: '',
  criticality: '',
  locationId: '',
  custodianId: '',
  overdue: '',
  sort: 'tag',
};
export type AssetFilterState = typeof assetFilterDefaults;

interface Props {
  filters: AssetFilterState;
  onChange: (patch: Partial<AssetFilterState>) => void;
}

const optionsOf = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Search, facets and order of the list of devices. */
export function AssetFilters({ filters, onChange }: Props) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'sort' && value !== '');
  return (
    <search className="filters">
      <SearchField value={filters.q} onChange={(q) => onChange({ q })} placeholder={words.searchPlaceholder} />
      <Facet label={words.kind} options={optionsOf(common.assetKind)} value={filters.kind} onChange={(kind) => onChange({ kind })} />
      <Facet
        label={words.status}
        options={optionsOf(common.assetStatus)}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <LocationPicker
        aria-label={words.location}
        placeholder={words.location}
        w={140}
        value={filters.locationId || null}
        onChange={(locationId) => onChange({ locationId: locationId ?? '' })}
      />
      <CustodianFilter {...{ filters, onChange }} />
      <Button
        variant="default"
        className={filters.overdue ? 'facet on' : 'facet'}
        aria-pressed={filters.overdue === 'true'}
        leftSection={<IconAlarm size={15} aria-hidden />}
        onClick={() => onChange({ overdue: filters.overdue ? '' : 'true' })}
      >
        {words.overdueOnly}
      </Button>
      {isFiltered && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange({ ...assetFilterDefaults, sort: filters.sort })}
        >
          {common.clearFilters}
        </Button>
      )}
      <Select
        aria-label={words.sort}
        className="sort"
        w={150}
        allowDeselect={false}
        data={optionsOf(words.sorts)}
        value={filters.sort}
        onChange={(sort) => onChange({ sort: sort ?? 'tag' })}
      />
    </search>
  );
}

function CustodianFilter({ filters, onChange }: Props) {
  const words = useWords(assetWords);
  const id = filters.custodianId;
  const person = useGet<Person>(`/people/${id}`, undefined, { enabled: id !== '' });
  // The picker learns the name once; it starts anew when the address brings another person.
  const known = id && person.data ? { value: id, label: person.data.name } : null;
  return (
    <PersonPicker
      key={known?.value ?? 'none'}
      aria-label={words.custodian}
      placeholder={words.custodian}
      w={150}
      value={id || null}
      known={known}
      onChange={(custodianId) => onChange({ custodianId: custodianId ?? '' })}
    />
  );
}
