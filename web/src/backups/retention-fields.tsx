import { NumberInput, SimpleGrid } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import type { PolicyFields } from './policy-editor-page.tsx';
import { useRetentionSentence } from './policy-sentences.ts';
import { policyWords } from './policy-words.ts';

const counts = ['keepLast', 'keepDaily', 'keepWeekly', 'keepMonthly', 'keepYearly'] as const;

/** How many recovery points are kept, and in one sentence what that means. */
export function RetentionFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  const sentence = useRetentionSentence();
  const { retention } = form.values;
  return (
    <div className="fields">
      <SimpleGrid cols={{ base: 2, xs: 3, sm: 5 }} spacing={14}>
        {counts.map((name) => (
          <NumberInput
            key={name}
            label={words[name]}
            min={0}
            max={10_000}
            allowDecimal={false}
            value={retention[name] ?? ''}
            error={form.errors[name]}
            onChange={(value) => form.set({ retention: { ...retention, [name]: value === '' ? undefined : Number(value) } })}
          />
        ))}
      </SimpleGrid>
      <p className="muted" role="status">
        {sentence(retention)}
      </p>
      {form.errors['retention'] && <p className="bad">{form.errors['retention']}</p>}
    </div>
  );
}
