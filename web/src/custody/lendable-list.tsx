import { Button } from '@mantine/core';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AssetIcon } from '../ui/asset-icon.tsx';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { BusyTimes } from './busy-times.tsx';
import type { Lendable } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { ReserveDialog } from './reserve-dialog.tsx';

/** What anybody may reserve, whether it is free now, and when it is taken. */
export function LendableList({ isQuietWhenEmpty }: { isQuietWhenEmpty?: boolean }) {
  const words = useWords(custodyWords);
  const [device, setDevice] = useState<Lendable | null>(null);
  const lendable = useList<Lendable>('/lendable-assets');
  return (
    <>
      <Listed query={lendable} empty={isQuietWhenEmpty ? null : <Empty title={words.nothingLent}>{words.nothingLentText}</Empty>}>
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item.asset.id} className="custody-line">
                <AssetIcon kind={item.asset.kind} size={18} />
                <div className="grow">
                  <strong>
                    <bdi>{item.asset.name}</bdi>
                  </strong>{' '}
                  <Chip tone={item.isFree ? 'good' : 'warn'}>{item.isFree ? words.free : words.taken}</Chip>
                  <p className="muted small">{[item.asset.tag, item.make, item.location?.name].filter(Boolean).join(' · ')}</p>
                  <BusyTimes busy={item.busy} />
                </div>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => setDevice(item)}
                  aria-label={words.reserveTitle(item.asset.name)}
                >
                  {words.reserve}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Listed>
      {device && <ReserveDialog device={device} onClose={() => setDevice(null)} />}
    </>
  );
}
