import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { policyWords } from './policy-words.ts';
import type { PolicyPreviewAnswer } from './service-level-types.ts';

type Item = PolicyPreviewAnswer['items'][number];

interface Line {
  key: string;
  at: string;
  item: Item | null;
  title: string;
}

/** The steps of a preview in the order in which they would happen, between the instants that they are counted from. */
export function PreviewTimeline({ preview }: { preview: PolicyPreviewAnswer }) {
  const words = useWords(policyWords);
  const format = useFormats();
  const lines = useLines(preview);
  if (preview.items.length === 0) return <p className="muted">{words.nothing}</p>;
  return (
    <ol className="preview-timeline">
      {lines.map(({ key, at, item, title }) => (
        <li key={key} className={item?.kind === 'step' ? 'is-step' : 'is-mark'}>
          <time dateTime={at}>{format.moment(at)}</time>
          <div>
            <div className={item ? 'title' : 'muted'}>
              {title}
              {item?.waitsSince && <Chip tone="velvet">{words.quiet}</Chip>}
            </div>
            {item && <Consequences item={item} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function useLines(preview: PolicyPreviewAnswer): Line[] {
  const words = useWords(policyWords);
  const mark = (key: string, at: unknown, title: string): Line[] => (at ? [{ key, at: String(at), item: null, title }] : []);
  const named = ({ kind, step, loop }: Item): string =>
    kind === 'step' ? `${words.step(step ?? 0)}${loop ? ` · ${words.round(loop + 1)}` : ''}` : (words.events[kind] ?? kind);
  const items = preview.items.map((item, index): Line => ({ key: `${index}`, at: String(item.at), item, title: named(item) }));
  const marks = [
    ...mark('response', preview.responseDueAt, words.responseDue),
    ...mark('resolution', preview.resolutionDueAt, words.resolutionDue),
  ];
  const lines = [...marks, ...items].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return [...mark('opened', preview.openedAt, words.isOpened), ...lines];
}

/** What a step comes to: whom it tells, who gets the incident and why, what it skips. */
function Consequences({ item }: { item: Item }) {
  const words = useWords(policyWords);
  const format = useFormats();
  const { language } = useLanguage();
  const list = (people: Array<{ name: string }>) => format.list(people.map(({ name }) => name));
  const { recipients, absent, assignments, skipped, waitsSince, actions, isRequesterTold, priority } = item;
  const isUnmet = skipped === 'priority' || skipped === 'assigned';
  return (
    <div className="small">
      {skipped === 'nobody' && <div className="bad">{words.nobody}</div>}
      {isUnmet && <div className="muted">{words.unmet[skipped]}</div>}
      {recipients.length > 0 && <div>{words.told(list(recipients))}</div>}
      {isRequesterTold && <div>{words.requesterTold}</div>}
      {!isUnmet &&
        assignments
          .filter(({ person, supportGroup }) => person || supportGroup)
          .map(({ person, supportGroup, why }) => (
            <div key={why.en}>
              {words.given(person?.name ?? supportGroup?.name ?? '')} <span className="muted">— {why[language]}</span>
            </div>
          ))}
      {!isUnmet && actions.some(({ type }) => type === 'raisePriority') && <div>{words.raisedTo(priority)}</div>}
      {!isUnmet && actions.some(({ type }) => type === 'webhook') && <div>{words.webhook}</div>}
      {absent.length > 0 && <div className="muted">{words.away(list(absent))}</div>}
      {waitsSince && <div className="muted">{words.waits(format.moment(waitsSince))}</div>}
    </div>
  );
}
