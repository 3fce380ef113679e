import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Face } from '../ui/marks.tsx';
import { Loaded } from '../ui/states.tsx';
import type { OnCallNow } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

type Item = OnCallNow['items'][number];

/** Who is on call in this moment, on every schedule. */
export function NowCard() {
  const words = useWords(onCallWords);
  // Turns end by themselves, without an event that says so.
  const now = useGet<OnCallNow>('/on-call', {}, { refetchInterval: 60_000 });
  return (
    <section className="card" aria-label={words.now}>
      <Loaded query={now} lines={2}>
        {({ items }) => (
          <ul className="duty-now">
            {items.map((item) => (
              <Duty key={item.schedule.id} item={item} />
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  );
}

function Duty({ item: { schedule, people, isMissing, next } }: { item: Item }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const hasLevels = new Set(people.map(({ level }) => level)).size > 1;
  return (
    <li className="stack tight">
      <Link className="muted small" href={links.onCall(schedule.id)}>
        <bdi>{schedule.name}</bdi>
      </Link>
      {people.length === 0 && (isMissing ? <strong className="bad">{words.nobodyNow}</strong> : <span>{words.notNeeded}</span>)}
      {people.map(({ person, level, endAt }) => (
        <div className="row nowrap" key={person.id}>
          <Face person={person} large />
          <div className="grow">
            <strong className="clip block">
              <bdi>{person.name}</bdi>
            </strong>
            <span className="muted small">
              {[hasLevels && words.level(level), endAt && words.until(format.moment(endAt))].filter(Boolean).join(' · ')}
            </span>
          </div>
        </div>
      ))}
      {next && <span className="muted small">{words.next(next.person.name, format.moment(next.startAt))}</span>}
    </li>
  );
}
