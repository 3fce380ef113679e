import { TextInput } from '@mantine/core';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { PersonPicker } from '../ui/search-select.tsx';

const words = dictionary(
  { label: 'For whom?', me: 'Myself', reportedAt: 'When was it reported?', reportedHint: 'Empty: now. Promised times count from then.' },
  {
    label: 'Pour qui ?',
    me: 'Moi-même',
    reportedAt: 'Quand fut-ce signalé ?',
    reportedHint: 'Vide : maintenant. Les délais courent à partir de là.',
  },
);

interface Props {
  value: string | null;
  name: string | null;
  onChange: (id: string | null, name: string | null) => void;
  reportedAt: string;
  fault: string | undefined;
  onReportedAt: (reportedAt: string) => void;
}

/** Technicians file for others: somebody called, perhaps a while ago. */
export function RequesterField({ value, name, onChange, reportedAt, fault, onReportedAt }: Props) {
  const w = useWords(words);
  const known = value ? { value, label: name ?? '' } : null;
  return (
    <div className="grid-2">
      <PersonPicker label={w.label} placeholder={w.me} value={value} known={known} onChange={onChange} />
      <TextInput
        type="datetime-local"
        label={w.reportedAt}
        description={w.reportedHint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={reportedAt}
        error={fault}
        onChange={(event) => onReportedAt(event.currentTarget.value)}
      />
    </div>
  );
}
