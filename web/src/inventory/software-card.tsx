import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { Asset, Software } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { SearchField } from '../ui/search-field.tsx';
import { Card, Listed } from '../ui/states.tsx';
import { inventoryWords } from './inventory-words.ts';
import { PolicyChip } from './policy-chip.tsx';
import './inventory.css';

/** What agents found installed on the device, or what was there once. */
export function SoftwareCard({ asset }: { asset: Asset }) {
  const words = useWords(inventoryWords);
  const [when, setWhen] = useState<'present' | 'past'>('present');
  const [withSystem, setWithSystem] = useState(false);
  const [q, setQ] = useState('');
  const list = useList<Software>(`/assets/${asset.id}/software`, {
    limit: 100,
    q: q || undefined,
    system: withSystem ? 'true' : undefined,
    removed: when === 'past' ? 'true' : undefined,
  });
  return (
    <Card
      title={words.softwareOf}
      flush
      actions={
        <SegmentedControl
          size="xs"
          aria-label={words.softwareOf}
          value={when}
          onChange={(next) => setWhen(next as typeof when)}
          data={[
            { value: 'present', label: words.present },
            { value: 'past', label: words.past },
          ]}
        />
      }
    >
      <div className="card-body row wrap">
        <SearchField value={q} onChange={setQ} placeholder={words.searchSoftware} />
        <Switch label={words.withSystem} checked={withSystem} onChange={(event) => setWithSystem(event.currentTarget.checked)} />
      </div>
      <Listed query={list} empty={<p className="muted quiet">{words.noneInstalled}</p>}>
        {(items) => <Programs items={items} isPast={when === 'past'} />}
      </Listed>
    </Card>
  );
}

function Programs({ items, isPast }: { items: Software[]; isPast: boolean }) {
  const words = useWords(inventoryWords);
  const format = useFormats();
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.program}</th>
            <th scope="col">{words.version}</th>
            <th scope="col">{words.publisher}</th>
            <th scope="col" className="end">
              {isPast ? words.removedOn : words.since}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={`${item.id}${item.version}${item.firstSeenAt}`}>
              <td>
                <Link href={links.software(item.id)}>
                  <bdi>{item.name}</bdi>
                </Link>{' '}
                <PolicyChip policy={item.policy} />
              </td>
              <td className="mono">{item.version}</td>
              <td className="muted">
                <bdi>{item.publisher}</bdi>
              </td>
              <td className="end muted">{format.date(isPast && item.removedAt ? item.removedAt : item.firstSeenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
