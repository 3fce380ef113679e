import { Checkbox } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deskWords } from './desk-words.ts';
import type { DraftItem } from './hand-over-items.tsx';

interface Props {
  direction: 'out' | 'in';
  personId: string;
  items: DraftItem[];
  onChange: (items: DraftItem[]) => void;
}

/** What the person has: to take back, or to sign for together with what they get now. */
export function HeldItems({ direction, personId, items, onChange }: Props) {
  const words = useWords(deskWords);
  const held = useGet<Page<Asset>>(`/people/${personId}/assets`).data?.items ?? [];
  if (held.length === 0) return direction === 'in' ? <p className="muted">{words.hasNothing}</p> : null;
  const isIn = (asset: Asset) => items.some(({ assetId }) => assetId === asset.id);
  const asItem = ({ id, tag, name }: Asset): DraftItem => ({ assetId: id, tag, name, condition: '', isHeld: direction === 'out' });
  const set = (asset: Asset, isWanted: boolean) =>
    onChange(isWanted ? [...items, asItem(asset)] : items.filter(({ assetId }) => assetId !== asset.id));
  return (
    <fieldset className="group">
      <legend>{words.heldTitle}</legend>
      <div className="stack tight">
        {direction === 'in' && held.length > 1 && (
          <Checkbox
            label={words.everything}
            checked={held.every(isIn)}
            indeterminate={held.some(isIn) && !held.every(isIn)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...items, ...held.filter((asset) => !isIn(asset)).map(asItem)] : [])
            }
          />
        )}
        {held.map((asset) => (
          <Checkbox
            key={asset.id}
            label={direction === 'in' ? words.takeBack(`${asset.tag} ${asset.name}`) : words.signToo(`${asset.tag} ${asset.name}`)}
            checked={isIn(asset)}
            onChange={(event) => set(asset, event.currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
