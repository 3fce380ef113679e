import { MultiSelect } from '@mantine/core';
import { useKindNames } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { auditWords } from './audit-words.ts';

/** Which kinds of devices; none chosen means all. */
export function KindsField({ value, onChange }: { value: string[]; onChange: (kinds: string[]) => void }) {
  const words = useWords(auditWords);
  const data = useKindNames();
  return (
    <MultiSelect
      label={words.kinds}
      data={data}
      value={value}
      onChange={onChange}
      clearable
      {...(value.length === 0 && { placeholder: words.allKinds })}
    />
  );
}
