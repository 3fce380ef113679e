import { Link } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { PriorityMark } from '../ui/marks.tsx';
import { agreementWords } from './agreement-words.ts';
import type { AdoptionPreview } from './service-level-types.ts';

const mostShown = 100;
type Item = AdoptionPreview['items'][number];

/** Each promise that would change, those first that would be missed at once. */
export function AdoptionTable({ items }: { items: Item[] }) {
  const words = useWords(agreementWords);
  const { number } = useFormats();
  const breaks = ({ clocks }: Item): number => (clocks.some((clock) => clock.breaks) ? 0 : 1);
  const ordered = items.toSorted((a, b) => breaks(a) - breaks(b));
  return (
    <div className="adoption-list">
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{words.incident}</th>
            <th scope="col">{words.clock}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {ordered
            .slice(0, mostShown)
            .flatMap(({ incident, clocks }) => clocks.map((clock) => <Line key={`${incident.id} ${clock.id}`} {...{ incident, clock }} />))}
        </tbody>
      </table>
      {items.length > mostShown && <p className="muted small">{words.firstOf(number(mostShown))}</p>}
    </div>
  );
}

function Line({ incident, clock }: { incident: Item['incident']; clock: Item['clocks'][number] }) {
  const words = useWords(agreementWords);
  const { moment } = useFormats();
  const when = (at: string | null | undefined) => (at ? moment(at) : words.none);
  return (
    <tr>
      <td>
        <span className="row tight nowrap">
          <PriorityMark priority={incident.priority} />
          <Link href={links.incident(incident.number)}>{incident.number}</Link>
          <bdi className="clip muted">{incident.title}</bdi>
        </span>
      </td>
      <td data-label={words.clock}>{words.kinds[clock.kind] ?? clock.kind}</td>
      <td data-label={words.before} className="number">
        {when(clock.before?.dueAt)}
      </td>
      <td data-label={words.after} className="number">
        {when(clock.after.dueAt)} {clock.breaks && <Chip tone="danger">{words.breaks}</Chip>}
      </td>
    </tr>
  );
}
