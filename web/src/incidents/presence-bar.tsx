import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Face } from '../ui/marks.tsx';
import { ticketWords } from './ticket-words.ts';
import { usePresent } from './use-presence.ts';
import './presence.css';

/** Who else looks at the incident, and who writes. */
export function PresenceBar() {
  const words = useWords(ticketWords);
  const format = useFormats();
  const present = usePresent();
  const namesOf = (state: string): string[] => present.filter((each) => each.state === state).map(({ name }) => name);
  const say = (names: string[], one: (names: string) => string, many = one) => (names.length > 1 ? many : one)(format.list(names));
  const [writing, noting, viewing] = [namesOf('writing'), namesOf('noting'), namesOf('viewing')];
  const text =
    writing.length > 0
      ? say(writing, words.answering, words.answeringMany)
      : noting.length > 0
        ? say(noting, words.noting)
        : viewing.length > 0
          ? say(viewing, words.viewing, words.viewingMany)
          : '';
  return (
    <div className={`presence ${writing.length > 0 ? 'hot' : ''}`} role="status" aria-live="polite">
      {present.length > 0 && (
        <>
          <span className="presence-faces" aria-hidden="true">
            {present.slice(0, 5).map((person) => (
              <span key={person.id} className={person.state === 'viewing' ? '' : 'busy'}>
                <Face person={person} />
              </span>
            ))}
          </span>
          <span>{text}</span>
        </>
      )}
    </div>
  );
}
