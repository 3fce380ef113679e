import { useWords } from '../i18n/dictionary.ts';
import type { Window } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

const isWholeDay = (windows: Window[]) => windows.length === 1 && windows[0]?.[0] === '00:00' && windows[0]?.[1] === '24:00';

/** Hours of a day as one line. */
export function useHours(): (windows: Window[]) => string {
  const words = useWords(serviceLevelWords);
  return (windows) => {
    if (windows.length === 0) return words.closed;
    return isWholeDay(windows) ? words.aroundTheClock : windows.map(([from, to]) => `${from}–${to}`).join(', ');
  };
}
