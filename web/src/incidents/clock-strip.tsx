import type { ServiceLevel } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { stripOf } from './clock-strip-parts.ts';
import { clockWords } from './clock-words.ts';

const percent = (share: number): string => `${share * 100}%`;

/** The life of a clock as one line: running, standing, ahead, and when it is due. The list below says the same in words. */
export function ClockStrip({ clock, now }: { clock: ServiceLevel; now: number }) {
  const words = useWords(clockWords);
  const { parts, due, breach, now: here } = stripOf(clock, now);
  return (
    <div className="clock-strip" role="img" aria-label={words.strip}>
      {parts.map(({ key, state, start, width }) => (
        <i key={key} className={state} style={{ left: percent(start), width: percent(width) }} />
      ))}
      {here !== null && <b className="now" style={{ left: percent(here) }} />}
      {due !== null && <b className={breach === null ? 'due' : 'due late'} style={{ left: percent(due) }} />}
    </div>
  );
}
