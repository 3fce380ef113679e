import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { statusWords } from './status-words.ts';

/** Answers a function that says when what is announced happens; nothing when that is not known. */
export function useWhen(): (item: { startsAt: string | null; endsAt: string | null }) => string {
  const words = useWords(statusWords);
  const format = useFormats();
  return ({ startsAt, endsAt }) => {
    if (!startsAt) return '';
    if (!endsAt) return words.from(format.moment(startsAt));
    const isSameDay = format.date(startsAt) === format.date(endsAt);
    return isSameDay
      ? words.within(format.moment(startsAt), format.time(endsAt))
      : words.when(format.moment(startsAt), format.moment(endsAt));
  };
}
