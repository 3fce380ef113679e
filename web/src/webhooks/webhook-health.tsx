import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import type { Webhook } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

/** How a webhook fares, in a word. */
export function Health({ of: { isEnabled, disabledReason, failures, lastSuccessAt } }: { of: Webhook }) {
  const words = useWords(webhookWords);
  const format = useFormats();
  if (!isEnabled) {
    const isFault = disabledReason === 'failing' || disabledReason === 'gone';
    return (
      <Chip tone={isFault ? 'danger' : 'quiet'} dot>
        {words.offBy[disabledReason ?? 'person']}
      </Chip>
    );
  }
  if (failures > 0) {
    return (
      <Chip tone="warn" dot>
        {words.failing(format.number(failures))}
      </Chip>
    );
  }
  return (
    <Chip tone={lastSuccessAt ? 'good' : 'quiet'} dot>
      {lastSuccessAt ? words.works : words.unused}
    </Chip>
  );
}
