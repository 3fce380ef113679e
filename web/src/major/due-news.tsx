import { IconSpeakerphone } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import type { MajorItem } from './major-types.ts';
import { majorWords } from './major-words.ts';

export const stageTones: Record<string, string> = { investigating: 'danger', identified: 'warn', monitoring: 'info', ended: 'good' };

/** The colour of how far it is; what was withdrawn has none. */
export const toneOf = ({ state, stage }: Pick<MajorItem, 'state' | 'stage'>): string =>
  state === 'withdrawn' ? '' : (stageTones[stage] ?? '');

const soonMs = 15 * 60_000;

/** Counts down to the news that were promised. */
export function DueNews({ major }: { major: Pick<MajorItem, 'state' | 'updateDueAt'> }) {
  const words = useWords(majorWords);
  const format = useFormats();
  const now = useNow();
  if (major.state !== 'active' || !major.updateDueAt) return null;
  const left = new Date(major.updateDueAt).getTime() - now;
  return (
    <Chip tone={left < 0 ? 'danger' : left < soonMs ? 'warn' : ''} title={format.full(major.updateDueAt)}>
      <IconSpeakerphone size={14} aria-hidden />
      {left < 0 ? words.updateLate(format.duration(left)) : words.updateDue(format.duration(left))}
    </Chip>
  );
}
