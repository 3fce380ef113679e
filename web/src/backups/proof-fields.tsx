import { SimpleGrid } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import type { Rung } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import type { PolicyFields } from './policy-editor-page.tsx';
import { policyWords } from './policy-words.ts';

const rungs: Rung[] = ['structure', 'data', 'sample', 'restore'];

/** What the policy must prove how often, and how old its last good point may be. */
export function ProofFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  const backup = useWords(backupWords);
  const { verification, recoveryPointObjective } = form.values;
  return (
    <div className="fields">
      <DurationSelect
        label={words.objective}
        description={words.objectiveHint}
        choices={['PT1H', 'PT4H', 'PT12H', 'P1D', 'P2D', 'P7D', 'P30D']}
        value={recoveryPointObjective}
        error={form.errors['recoveryPointObjective']}
        onChange={(value) => form.set({ recoveryPointObjective: value })}
      />
      <p className="muted small">{words.proofHint}</p>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
        {rungs.map((rung) => (
          <DurationSelect
            key={rung}
            label={backup.rungs[rung]}
            description={backup.rungHints[rung]}
            none={words.never}
            choices={['P1D', 'P7D', 'P14D', 'P30D', 'P90D']}
            value={verification[rung] ?? ''}
            error={form.errors['verification']}
            onChange={(every) => form.set({ verification: { ...verification, [rung]: every || undefined } })}
          />
        ))}
      </SimpleGrid>
    </div>
  );
}
