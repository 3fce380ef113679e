import { SegmentedControl } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker, LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { stockWords } from './stock-words.ts';

export type HolderType = 'person' | 'location' | 'asset';

interface Held {
  holderType: HolderType;
  holderId: string | null;
}

/** The holder as the API names it. */
export const holderOf = ({ holderType, holderId }: Held): Record<string, string> => (holderId ? { [`${holderType}Id`]: holderId } : {});

interface Props {
  form: { values: Held; errors: Record<string, string>; set: (patch: Partial<Held>) => void };
  label: string;
  types?: HolderType[];
}

const pickers = { person: PersonPicker, location: LocationPicker, asset: AssetPicker };

/** A person, a place or a device. */
export function HolderField({ form, label, types = ['person', 'location', 'asset'] }: Props) {
  const words = useWords(stockWords);
  const { holderType, holderId } = form.values;
  const Picker = pickers[holderType];
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={label}
        data={types.map((type) => ({ value: type, label: words.targets[type] as string }))}
        value={holderType}
        onChange={(type) => form.set({ holderType: type as HolderType, holderId: null })}
      />
      <Picker
        key={holderType}
        data-autofocus
        label={words.targets[holderType]}
        value={holderId}
        error={form.errors['holderId']}
        onChange={(id) => form.set({ holderId: id })}
      />
    </>
  );
}
