import { dictionary, useWords } from '../i18n/dictionary.ts';
import { PersonPicker } from '../ui/search-select.tsx';

const words = dictionary({ label: 'For whom?', me: 'Myself' }, { label: 'Pour qui ?', me: 'Moi-même' });

/** Technicians file for others: somebody called. */
export function RequesterField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const w = useWords(words);
  return <PersonPicker label={w.label} placeholder={w.me} value={value} onChange={onChange} />;
}
