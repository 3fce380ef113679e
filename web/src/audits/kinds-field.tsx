import { MultiSelect } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { commonWords } from '../ui/words.ts';
import { auditWords } from './audit-words.ts';

/** Which kinds of devices; none chosen means all. */
export function KindsField({ value, onChange }: { value: string[]; onChange: (kinds: string[]) => void }) {
  const words = useWords(auditWords);
  const common = useWords(commonWords);
  const data = Object.entries(common.assetKind).map(([value, label]) => ({ value, label }));
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
