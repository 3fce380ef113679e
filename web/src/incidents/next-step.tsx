import type { EscalationState } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { escalationCardWords } from './escalation-words.ts';

type Next = NonNullable<EscalationState['next']>;

/** What the escalation does next, when, and whom that would reach as things stand. */
export function NextStep({ next }: { next: Next }) {
  const words = useWords(escalationCardWords);
  const format = useFormats();
  const { language } = useLanguage();
  const { kind, at, step, loop, waitsSince, recipients, assignments, skipped } = next;
  const title = kind === 'step' ? words.step(step ?? 0, loop ?? 0) : words.nextKinds[kind];
  return (
    <div className="next-step">
      <div className="row between">
        <strong>
          {words.next}: {title}
        </strong>
        <span className="small" title={format.full(at)}>
          {format.moment(at)} · <Ago at={at} />
        </span>
      </div>
      <div className="muted small">
        {skipped === 'nobody' && <p className="bad">{words.tellsNobody}</p>}
        {skipped && skipped !== 'nobody' && <p>{words.wouldSkip[skipped]}</p>}
        {recipients.length > 0 && <p>{words.tells(format.list(recipients.map(({ name }) => name)))}</p>}
        {assignments
          .filter(({ person, supportGroup }) => person || supportGroup)
          .map(({ person, supportGroup, why }) => (
            <p key={why.en}>
              {words.givesTo(person?.name ?? supportGroup?.name ?? '')} — {why[language]}
            </p>
          ))}
        {waitsSince && <p>{words.quiet(format.moment(waitsSince))}</p>}
      </div>
    </div>
  );
}
