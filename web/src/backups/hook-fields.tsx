import { SimpleGrid, Textarea } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { hookWords } from './hook-words.ts';
import type { PolicyFields } from './policy-editor-page.tsx';

/** Programs that run before and after each backup. */
export function HookFields({ form }: { form: PolicyFields }) {
  const words = useWords(hookWords);
  return (
    <div className="fields">
      <p className="muted">{words.hint}</p>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
        <Textarea
          label={words.before}
          description={words.beforeHint}
          placeholder={'/usr/bin/systemctl\nstop\nerp'}
          autosize
          minRows={3}
          className="mono-input"
          {...form.text('hookBefore')}
        />
        <Textarea
          label={words.after}
          description={words.afterHint}
          placeholder={'/usr/bin/systemctl\nstart\nerp'}
          autosize
          minRows={3}
          className="mono-input"
          {...form.text('hookAfter')}
        />
      </SimpleGrid>
    </div>
  );
}
