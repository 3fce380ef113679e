import { TextInput, type TextInputProps } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { financeWords } from './finance-words.ts';

interface Props {
  form: { text(name: 'cost' | 'currency'): TextInputProps };
  label?: string;
}

/** An amount and its currency. */
export function MoneyFields({ form, label }: Props) {
  const words = useWords(financeWords);
  return (
    <div className="grid-2">
      <TextInput inputMode="decimal" label={label ?? words.cost} {...form.text('cost')} />
      <TextInput label={words.currency} maxLength={3} {...form.text('currency')} />
    </div>
  );
}
