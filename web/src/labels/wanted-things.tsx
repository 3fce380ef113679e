import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Asset, Location, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker, LocationPicker } from '../ui/search-select.tsx';
import { isByFilter, listOf, nothingWanted, type Wanted } from './label-form.ts';
import { labelWords } from './label-words.ts';

interface Props {
  wanted: Wanted;
  want: (changes: Partial<Wanted>) => void;
}

/** What is printed: devices or places one by one, or what the filters of the list leave. */
export function WantedThings({ wanted, want }: Props) {
  const words = useWords(labelWords);
  const [kind, setKind] = useState<'assets' | 'locations'>(wanted.places ? 'locations' : 'assets');
  if (isByFilter(wanted))
    return (
      <div className="row between">
        <span>{words.byFilter}</span>
        <Button variant="subtle" size="compact-sm" onClick={() => want(nothingWanted)}>
          {words.dropFilter}
        </Button>
      </div>
    );
  const switchTo = (next: string) => {
    setKind(next as 'assets' | 'locations');
    want({ ids: '', places: '' });
  };
  return (
    <div className="fields">
      <SegmentedControl
        fullWidth
        aria-label={words.what}
        value={kind}
        onChange={switchTo}
        data={Object.entries(words.things).map(([value, label]) => ({ value, label }))}
      />
      {kind === 'assets' ? (
        <Devices ids={listOf(wanted.ids)} set={(ids) => want({ ids: ids.join(',') })} />
      ) : (
        <Places wanted={wanted} want={want} />
      )}
    </div>
  );
}

function Devices({ ids, set }: { ids: string[]; set: (ids: string[]) => void }) {
  const words = useWords(labelWords);
  const [round, setRound] = useState(0);
  return (
    <>
      <AssetPicker
        key={round}
        label={words.addDevice}
        value={null}
        onChange={(id) => {
          if (!id) return;
          if (!ids.includes(id)) set([...ids, id]);
          setRound(round + 1);
        }}
      />
      <ul className="wanted">
        {ids.map((id) => (
          <DeviceLine key={id} id={id} drop={() => set(ids.filter((each) => each !== id))} />
        ))}
      </ul>
    </>
  );
}

function DeviceLine({ id, drop }: { id: string; drop: () => void }) {
  const asset = useGet<Asset>(`/assets/${id}`);
  const name = asset.data ? `${asset.data.tag} · ${asset.data.name}` : '…';
  return <WantedLine name={name} drop={drop} />;
}

function Places({ wanted, want }: Props) {
  const words = useWords(labelWords);
  const [round, setRound] = useState(0);
  const locations = useGet<Page<Location>>('/locations');
  const ids = listOf(wanted.places);
  const set = (places: string[]) => want({ places: places.join(',') });
  return (
    <>
      <LocationPicker
        key={round}
        label={words.addPlace}
        description={words.placeHint}
        value={null}
        onChange={(id) => {
          if (!id) return;
          if (!ids.includes(id)) set([...ids, id]);
          setRound(round + 1);
        }}
      />
      <ul className="wanted">
        {ids.map((id) => (
          <WantedLine
            key={id}
            name={locations.data?.items.find((location) => location.id === id)?.name ?? '…'}
            drop={() => set(ids.filter((each) => each !== id))}
          />
        ))}
      </ul>
    </>
  );
}

function WantedLine({ name, drop }: { name: string; drop: () => void }) {
  const words = useWords(labelWords);
  return (
    <li>
      <bdi className="clip grow">{name}</bdi>
      <ActionIcon size={26} aria-label={words.removeOne(name)} onClick={drop}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </li>
  );
}
