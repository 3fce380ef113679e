import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { assetWords } from '../assets/asset-words.ts';
import { useKindNames } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { commonWords } from '../ui/words.ts';
import { type ListAddress, splitValues, toggled } from './list-state.ts';
import type { FacetName, Facets } from './list-types.ts';
import { listWords } from './list-words.ts';

const shownAtFirst = 8;

type Choosable = Exclude<FacetName, 'locationId'>;

/** What the list can be narrowed to, and how many devices that would be. */
export function FacetPanel({ facets, address }: { facets: Facets | undefined; address: ListAddress }) {
  const words = useWords(listWords);
  const asset = useWords(assetWords);
  const labelOf = useFacetLabel();
  const groups: Array<[Choosable, string]> = [
    ['status', asset.status],
    ['kind', asset.kind],
    ['manufacturer', words.makers],
    ['criticality', asset.criticality],
  ];
  return (
    <aside className="facet-panel" aria-label={words.narrow}>
      {groups.slice(0, 2).map(([name, title]) => (
        <Group key={name} {...{ name, title, facets, address, labelOf }} />
      ))}
      <Places places={facets?.places} address={address} />
      {groups.slice(2).map(([name, title]) => (
        <Group key={name} {...{ name, title, facets, address, labelOf }} />
      ))}
    </aside>
  );
}

/** The words for a value of a facet. */
export function useFacetLabel(): (name: FacetName, value: string) => string {
  const common = useWords(commonWords);
  const asset = useWords(assetWords);
  const kinds = Object.fromEntries(useKindNames().map(({ value, label }) => [value, label]));
  const known: Partial<Record<FacetName, Record<string, string>>> = {
    kind: kinds,
    status: common.assetStatus,
    criticality: asset.levels,
  };
  return (name, value) => known[name]?.[value] ?? value;
}

interface GroupProps {
  name: Choosable;
  title: string;
  facets: Facets | undefined;
  address: ListAddress;
  labelOf: ReturnType<typeof useFacetLabel>;
}

function Group({ name, title, facets, address, labelOf }: GroupProps) {
  const words = useWords(listWords);
  const [isWhole, setWhole] = useState(false);
  const chosen = splitValues(address.state[name]);
  const found = (facets?.facets[name] ?? []).filter(({ value }) => value !== '');
  // What was chosen stays in sight though nothing matches it any more.
  const missing = chosen.filter((value) => !found.some((each) => each.value === value)).map((value) => ({ value, count: 0 }));
  const values = [...found, ...missing];
  if (values.length === 0) return null;
  const shown = isWhole ? values : values.filter(({ value }, index) => index < shownAtFirst || chosen.includes(value));
  const rest = values.length - shown.length;
  return (
    <fieldset className="facet-group">
      <legend>{title}</legend>
      {shown.map(({ value, count }) => (
        <Value
          key={value}
          label={labelOf(name, value)}
          count={count}
          isChosen={chosen.includes(value)}
          toggle={() => address.change({ [name]: toggled(address.state[name], value) })}
        />
      ))}
      {(rest > 0 || isWhole) && (
        <button type="button" className="link small" onClick={() => setWhole(!isWhole)}>
          {isWhole ? words.showFewer : words.showAll(rest)}
        </button>
      )}
    </fieldset>
  );
}

function Value({ label, count, isChosen, toggle }: { label: string; count: number; isChosen: boolean; toggle: () => void }) {
  const format = useFormats();
  return (
    <button type="button" className={isChosen ? 'facet-value on' : 'facet-value'} aria-pressed={isChosen} onClick={toggle}>
      <bdi className="grow clip">{label}</bdi>
      <span className="facet-count">{format.number(count)}</span>
    </button>
  );
}

/** The tree of places, one level at a time. */
function Places({ places, address }: { places: Facets['places'] | undefined; address: ListAddress }) {
  const words = useWords(listWords);
  if (!places || (places.items.length === 0 && places.path.length === 0)) return null;
  const go = (withinLocationId: string) => address.change({ withinLocationId });
  return (
    <fieldset className="facet-group">
      <legend>{words.place}</legend>
      {places.path.length > 0 && (
        <button type="button" className="facet-value" onClick={() => go('')}>
          {words.everywhere}
        </button>
      )}
      {places.path.map(({ id, name }, index) => (
        <button
          key={id}
          type="button"
          className={index === places.path.length - 1 ? 'facet-value on' : 'facet-value'}
          aria-current={index === places.path.length - 1 ? 'location' : undefined}
          onClick={() => go(id)}
        >
          <IconChevronRight size={13} aria-hidden />
          <bdi className="clip">{name}</bdi>
        </button>
      ))}
      {places.items.map(({ id, name, count }) => (
        <Value key={id} label={name} count={count} isChosen={false} toggle={() => go(id)} />
      ))}
    </fieldset>
  );
}
