import { Button, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlarm, IconChevronDown, IconChevronUp, IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { assetWords } from '../assets/asset-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Facet } from '../ui/facet.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import { useFacetLabel } from './facet-panel.tsx';
import type { ListAddress } from './list-state.ts';
import type { Facets } from './list-types.ts';
import { listWords } from './list-words.ts';

interface Props {
  address: ListAddress;
  facets: Facets | undefined;
  /** No room for the panel beside: the facets are menus here. */
  hasMenus: boolean;
}

/** Search, who has it, what is late, and the order; on a phone all but the search open by a button. */
export function ListFilters({ address, facets, hasMenus }: Props) {
  const words = useWords(assetWords);
  const isPhone = useMediaQuery('(max-width: 760px)') ?? false;
  const [isOpen, setOpen] = useState(false);
  const { state, change } = address;
  return (
    <search className="filters">
      <SearchField value={state.q} onChange={(q) => change({ q })} placeholder={words.searchPlaceholder} />
      {isPhone && <FilterToggle address={address} isOpen={isOpen} toggle={() => setOpen(!isOpen)} />}
      {(!isPhone || isOpen) && <Narrowing address={address} facets={facets} hasMenus={hasMenus} />}
    </search>
  );
}

function FilterToggle({ address, isOpen, toggle }: { address: ListAddress; isOpen: boolean; toggle: () => void }) {
  const list = useWords(listWords);
  const count = Object.keys(address.filters).filter((name) => name !== 'q').length;
  return (
    <Button
      variant="default"
      className={count > 0 ? 'facet on' : 'facet'}
      aria-expanded={isOpen}
      leftSection={<IconFilter size={15} aria-hidden />}
      rightSection={isOpen ? <IconChevronUp size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
      onClick={toggle}
    >
      {count > 0 ? `${list.filters} · ${count}` : list.filters}
    </Button>
  );
}

function Narrowing({ address, facets, hasMenus }: Props) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const { state, change } = address;
  return (
    <>
      {hasMenus && <FacetMenus address={address} facets={facets} />}
      <CustodianFilter address={address} />
      <Button
        variant="default"
        className={state.overdue ? 'facet on' : 'facet'}
        aria-pressed={state.overdue === 'true'}
        leftSection={<IconAlarm size={15} aria-hidden />}
        onClick={() => change({ overdue: state.overdue ? '' : 'true' })}
      >
        {words.overdueOnly}
      </Button>
      {address.isFiltered && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={14} aria-hidden />} onClick={address.clear}>
          {common.clearFilters}
        </Button>
      )}
      <Select
        aria-label={words.sort}
        className="sort"
        w={150}
        allowDeselect={false}
        data={Object.entries(words.sorts).map(([value, label]) => ({ value, label }))}
        value={state.sort}
        onChange={(sort) => change({ sort: sort ?? 'tag' })}
      />
    </>
  );
}

function FacetMenus({ address: { state, change }, facets }: Omit<Props, 'hasMenus'>) {
  const words = useWords(assetWords);
  const list = useWords(listWords);
  const labelOf = useFacetLabel();
  const menu = (name: 'kind' | 'status' | 'manufacturer' | 'criticality', label: string) => {
    const values = (facets?.facets[name] ?? []).filter(({ value }) => value !== '' && !value.includes(','));
    return (
      <Facet
        label={label}
        options={values.map(({ value, count }) => ({ value, label: labelOf(name, value), count }))}
        value={state[name]}
        onChange={(next) => change({ [name]: next })}
      />
    );
  };
  return (
    <>
      {menu('status', words.status)}
      {menu('kind', words.kind)}
      <LocationPicker
        aria-label={words.location}
        placeholder={words.location}
        w={140}
        value={state.withinLocationId || null}
        onChange={(withinLocationId) => change({ withinLocationId: withinLocationId ?? '' })}
      />
      {menu('manufacturer', list.makers)}
      {menu('criticality', words.criticality)}
    </>
  );
}

function CustodianFilter({ address: { state, change } }: { address: ListAddress }) {
  const words = useWords(assetWords);
  const list = useWords(listWords);
  const id = state.custodianId;
  const person = useGet<Person>(`/people/${id}`, undefined, { enabled: id !== '' && id !== 'none' });
  // The picker learns the name once; it starts anew when the address brings another person.
  const known = id && person.data ? { value: id, label: person.data.name } : null;
  return (
    <>
      <PersonPicker
        key={known?.value ?? 'none'}
        aria-label={words.custodian}
        placeholder={words.custodian}
        w={150}
        value={id === 'none' ? null : id || null}
        known={known}
        onChange={(custodianId) => change({ custodianId: custodianId ?? '' })}
      />
      <Button
        variant="default"
        className={id === 'none' ? 'facet on' : 'facet'}
        aria-pressed={id === 'none'}
        onClick={() => change({ custodianId: id === 'none' ? '' : 'none' })}
      >
        {list.nobody}
      </Button>
    </>
  );
}
