import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { api } from '../api/client.ts';
import { isStatus } from '../api/problem.ts';
import type { Asset, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { ScanButton } from '../scan/scan-button.tsx';
import { AssetPicker } from '../ui/search-select.tsx';
import { useTellProblem } from '../ui/toast.tsx';
import { deskWords } from './desk-words.ts';
import './custody.css';

/** One thing of a hand-over that is being written. */
export interface DraftItem {
  assetId: string;
  tag: string;
  name: string;
  condition: string;
  isHeld: boolean;
}

/** The asset that somebody typed or scanned: by tag, else by a serial number or name that only one has. */
async function findTyped(typed: string): Promise<Asset | 'none' | 'several'> {
  try {
    return await api.get<Asset>(`/assets/${encodeURIComponent(typed)}`);
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
  const { items } = await api.get<Page<Asset>>('/assets', { q: typed, limit: 3 });
  const exact = items.filter(({ serial }) => serial?.toLowerCase() === typed.toLowerCase());
  const found = exact.length > 0 ? exact : items;
  return found.length === 0 ? 'none' : found.length > 1 ? 'several' : (found[0] as Asset);
}

/** Adds things by scanner, tag, serial number or name. */
export function AddItem({ items, onAdd }: { items: DraftItem[]; onAdd: (item: DraftItem) => void }) {
  const words = useWords(deskWords);
  const tell = useTellProblem();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pickerKey, setPickerKey] = useState(0);
  const add = (asset: Pick<Asset, 'id' | 'tag' | 'name'>) => {
    if (items.some(({ assetId }) => assetId === asset.id)) return setError(words.isThere(asset.tag));
    onAdd({ assetId: asset.id, tag: asset.tag, name: asset.name, condition: '', isHeld: false });
    setTyped('');
    setError(null);
  };
  const addTyped = async () => {
    const text = typed.trim();
    if (!text) return;
    try {
      const found = await findTyped(text);
      if (found === 'none') setError(words.notFound(text));
      else if (found === 'several') setError(words.severalFound(text));
      else add(found);
    } catch (problem) {
      tell(problem);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void addTyped();
  };
  const choose = async (id: string | null) => {
    if (!id) return;
    setPickerKey((now) => now + 1);
    try {
      add(await api.get<Asset>(`/assets/${id}`));
    } catch (problem) {
      tell(problem);
    }
  };
  return (
    <div className="stack tight">
      <div className="row nowrap" style={{ alignItems: 'flex-end' }}>
        <TextInput
          className="grow"
          label={words.addItem}
          description={words.addHint}
          value={typed}
          error={error}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setError(null);
          }}
          onKeyDown={onKeyDown}
        />
        {!error && (
          <Button variant="default" disabled={!typed.trim()} onClick={() => void addTyped()}>
            +
          </Button>
        )}
      </div>
      <ScanButton onAsset={add} />
      <AssetPicker key={pickerKey} label={words.chooseItem} value={null} onChange={(id) => void choose(id)} />
    </div>
  );
}

interface ListProps {
  items: DraftItem[];
  problems: Record<string, string>;
  onChange: (items: DraftItem[]) => void;
}

/** The things of a hand-over, each with its condition and what keeps it from being part of it. */
export function HandOverItems({ items, problems, onChange }: ListProps) {
  const words = useWords(deskWords);
  return (
    <ul>
      {items.map((item) => (
        <li key={item.assetId} className="hand-over-item">
          <div className="grow">
            <strong>
              <bdi>{item.name}</bdi>
            </strong>
            <div className="muted small mono">{item.tag}</div>
          </div>
          <TextInput
            aria-label={words.conditionOf(item.tag)}
            placeholder={words.condition}
            size="xs"
            maxLength={200}
            value={item.condition}
            onChange={(event) => {
              const condition = event.currentTarget.value;
              onChange(items.map((each) => (each === item ? { ...item, condition } : each)));
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={words.removeItem(item.tag)}
            onClick={() => onChange(items.filter((each) => each !== item))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
          {problems[item.assetId] && (
            <span className="bad" role="alert">
              {problems[item.assetId]}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
