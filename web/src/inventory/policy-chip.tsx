import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import type { Title } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

/** What was said of a program; nothing while nobody judged it. */
export function PolicyChip({ policy }: { policy: Title['policy'] }) {
  const words = useWords(inventoryWords);
  return policy && <Chip tone={policy === 'forbidden' ? 'danger' : 'good'}>{words.policies[policy]}</Chip>;
}
