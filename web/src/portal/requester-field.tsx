import { dictionary, useWords } from '../i18n/dictionary.ts';
import { PersonPicker } from '../ui/search-select.tsx';

const words = dictionary({ label: 'For whom?', me: 'Myself' }, { label: 'Pour qui ?', me: 'Moi-même' });

interface Props {
  value: string | null;
  name: string | null;
  onChange: (id: string | null, name: string | null) => void;
}

/** Technicians file for others: somebody called. */
export function RequesterField({ value, name, onChange }: Props) {
  const w = useWords(words);
  const known = value ? { value, label: name ?? '' } : null;
  return <PersonPicker label={w.label} placeholder={w.me} value={value} known={known} onChange={onChange} />;
}
