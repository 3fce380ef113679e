import type { TimelineItem } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { clockWords } from './clock-words.ts';

interface Breach {
  kind: string;
  cycle: number;
  breachedAt: string;
  cause: string;
}

/** Which promises were broken, when and why, and what made clocks go by other terms. */
export default function ClockDetail({ detail }: { detail: TimelineItem['detail'] }) {
  const words = useWords(clockWords);
  const { moment } = useFormats();
  const breaches = (detail['breaches'] ?? []) as Breach[];
  const terms = words.terms[String(detail['terms'] ?? '')];
  const nameOf = ({ kind, cycle }: Breach) => (kind === 'nextResponse' ? words.question(cycle) : (words.kinds[kind] ?? kind));
  return (
    <>
      {breaches.map((breach) => (
        <div className="change" key={`${breach.kind} ${breach.cycle}`}>
          {nameOf(breach)}:{' '}
          <span className="muted">{words.brokenBecause(moment(breach.breachedAt), words.changeCauses[breach.cause] ?? breach.cause)}</span>
        </div>
      ))}
      {terms && <div className="change muted">{terms}</div>}
    </>
  );
}
