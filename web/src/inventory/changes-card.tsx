import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import { ChangeList } from './change-list.tsx';
import type { FactChange } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';
import './inventory.css';

const dayMs = 86_400_000;
const days = ['7', '30', '90'] as const;

/** What changed on the device: its record, and what agents found. */
export function ChangesCard({ asset }: { asset: Asset }) {
  const words = useWords(inventoryWords);
  const [range, setRange] = useState<(typeof days)[number]>('30');
  // The beginning of a day, so that the answer is kept.
  const since = new Date((Math.floor(Date.now() / dayMs) - Number(range)) * dayMs).toISOString();
  const changes = useList<FactChange>(`/assets/${asset.id}/changes`, { since, limit: 200 });
  return (
    <Card
      title={words.changesTitle}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={words.range}
          value={range}
          onChange={(next) => setRange(next as typeof range)}
          data={days.map((value) => ({ value, label: words.ranges[value] }))}
        />
      }
    >
      <Listed query={changes} empty={<p className="muted">{words.noChanges}</p>}>
        {(items) => <ChangeList changes={items} few={10} />}
      </Listed>
    </Card>
  );
}
