import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import type { Lendable } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';

/** When a device is taken. */
export function BusyTimes({ busy }: { busy: Lendable['busy'] }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  if (busy.length === 0) return null;
  return (
    <p className="muted small">
      {words.takenTimes}:{' '}
      {busy
        .slice(0, 6)
        .map(({ fromAt, untilAt }) => (untilAt ? format.span(fromAt, untilAt) : `${format.moment(fromAt)} – ${words.openEnd}`))
        .join('; ')}
    </p>
  );
}
