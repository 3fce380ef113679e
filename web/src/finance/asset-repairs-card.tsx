import { Button } from '@mantine/core';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Listed } from '../ui/states.tsx';
import type { Repair } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { RepairLines } from './repair-lines.tsx';

/** What was done to the device, and how to send it away. */
export function AssetRepairsCard({ asset }: { asset: Asset }) {
  const words = useWords(financeWords);
  const repairs = useList<Repair>(`/assets/${asset.id}/repairs`);
  const [isAdding, setAdding] = useState(false);
  const isGone = asset.status === 'retired' || asset.status === 'disposed';
  return (
    <Card
      title={words.repairs.ofDevice}
      flush
      actions={
        !isGone && (
          <Button variant="subtle" size="compact-sm" onClick={() => setAdding(true)}>
            {words.repairs.begin}
          </Button>
        )
      }
    >
      <Listed query={repairs} empty={<p className="muted quiet">{words.repairs.noneOfDevice}</p>}>
        {(items) => <RepairLines repairs={items} />}
      </Listed>
      {isAdding && <RepairDialog asset={asset} onClose={() => setAdding(false)} />}
    </Card>
  );
}
