import { lazy, Suspense } from 'react';
import type { TimelineItem } from '../api/types.ts';
import { type Language, useLanguage, useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Ago } from '../ui/marks.tsx';
import { commonWords } from '../ui/words.ts';
import { AttachmentGrid } from './attachments.tsx';
import { Letter } from './letter.tsx';
import { grouped, type TimelineEntry } from './timeline-groups.ts';
import { timelineWords } from './timeline-words.ts';
import './timeline.css';

/** For technicians alone, so employees do not download it. */
const ClockDetail = lazy(() => import('./clock-detail.tsx'));

/** What happened, oldest first: conversation as letters, everything else as one quiet line. */
export function Timeline({ items, incidentId = '' }: { items: TimelineItem[]; incidentId?: string }) {
  return (
    <ol className="thread">
      {grouped(items).map((item) => (
        <li key={`${item.from?.id ?? ''}${item.id}`} className={item.comment ? `letter ${item.visibility}` : 'event'}>
          {item.comment ? <Letter item={{ ...item, comment: item.comment }} incidentId={incidentId} /> : <Event item={item} />}
        </li>
      ))}
    </ol>
  );
}

function Event({ item }: { item: TimelineEntry }) {
  const words = useWords(timelineWords);
  const did = useDeed();
  const tone = item.kind === 'breached' ? 'bad' : item.kind === 'resolved' ? 'good' : '';
  return (
    <>
      <span className={`event-dot ${tone}`} aria-hidden="true" />
      <div className="grow">
        <span>
          {words.alone[item.kind] ?? (
            <>
              <bdi className="who">{item.actor.id ? item.actor.name : words.someone}</bdi> {did(item)}
            </>
          )}
          {item.times > 1 && <span className="muted"> ×{item.times}</span>}
        </span>
        <EventDetail item={item} />
        <AttachmentGrid attachments={item.attachments} />
      </div>
      <span className="muted when">
        <Ago at={item.happenedAt} />
      </span>
    </>
  );
}

const msOf = (text: string): number => durationMs(text) ?? 0;
const isAssignee = ({ field }: { field: string }): boolean => field === 'assignee' || field === 'assigneeId';

/** Changes that the sentence does not say already. */
function shownChanges(item: TimelineItem): TimelineItem['changes'] {
  const isSaid = item.kind === 'assigned' ? isAssignee : () => false;
  return item.changes.filter((change) => change.field in timelineWords.en.field && change.field !== 'status' && !isSaid(change));
}

/** Answers a function that says what somebody did. */
function useDeed(): (item: TimelineItem) => string {
  const words = useWords(timelineWords);
  return (item) => {
    const change = item.kind === 'assigned' ? item.changes.find(isAssignee) : undefined;
    if (!change) return words.did[item.kind] ?? item.kind;
    const to = change.to as { id: string; name: string } | null;
    if (!to) return words.released;
    return to.id === item.actor.id ? words.took : words.gave(to.name);
  };
}

function EventDetail({ item }: { item: TimelineItem }) {
  const words = useWords(timelineWords);
  const format = useFormats();
  const name = useValueName();
  const { reason, note, until, text, spent, from, to, because } = item.detail as Record<string, string | null | undefined>;
  const { macro, template, person } = item.detail as Record<string, { name: string } | undefined>;
  const isTimeChange = item.kind === 'timeCorrected';
  return (
    <>
      {shownChanges(item).map((change) => (
        <div className="change" key={change.field}>
          <span className="muted">{words.pair(words.field[change.field] ?? change.field)}</span>
          {change.field === 'description' ? (
            <bdi>{name(change.field, change.to)}</bdi>
          ) : (
            <>
              <del>{name(change.field, change.from)}</del> → <ins>{name(change.field, change.to)}</ins>
            </>
          )}
        </div>
      ))}
      {reason && <div className="change typed">“{reason}”</div>}
      {macro && <div className="change">{macro.name}</div>}
      {template && <div className="change">{template.name}</div>}
      {person && item.kind === 'watcherAdded' && (
        <div className="change">
          <bdi>{person.name}</bdi> {because === 'mentioned' && <span className="muted">{words.becauseMentioned}</span>}
        </div>
      )}
      {(item.kind === 'checked' || item.kind === 'unchecked') && text && <div className="change">{text}</div>}
      {spent && <div className="change">{[format.duration(msOf(spent)), note].filter(Boolean).join(' · ')}</div>}
      {isTimeChange && from && to && (
        <div className="change">
          <del>{format.duration(msOf(from))}</del> → <ins>{msOf(to) === 0 ? words.nothing : format.duration(msOf(to))}</ins>
        </div>
      )}
      {note && item.kind === 'resolved' && <div className="change typed">{note}</div>}
      {until && <div className="change muted">{words.until(format.moment(until))}</div>}
      {(item.detail['breaches'] || item.detail['terms']) && (
        <Suspense>
          <ClockDetail detail={item.detail} />
        </Suspense>
      )}
      <EscalationDetail detail={item.detail} isStep={item.kind === 'escalated'} />
    </>
  );
}

interface EscalationFacts {
  why?: Record<Language, string>;
  recipients?: Array<{ name: string }>;
  absent?: Array<{ name: string }>;
}

/** Whom a step of the escalation told, and why somebody was given the incident. */
function EscalationDetail({ detail, isStep }: { detail: EscalationFacts; isStep: boolean }) {
  const words = useWords(timelineWords);
  const format = useFormats();
  const { language } = useLanguage();
  const list = (people: Array<{ name: string }> = []) => format.list(people.map(({ name }) => name));
  return (
    <>
      {detail.why && <div className="change muted">{detail.why[language]}</div>}
      {isStep && detail.recipients && (
        <div className="change muted">
          {detail.recipients.length > 0 ? words.reached(list(detail.recipients)) : words.reachedNobody}
          {detail.absent && ` · ${words.away(list(detail.absent))}`}
        </div>
      )}
    </>
  );
}

/** Answers a function that names a changed value as people call it. */
export function useValueName(): (field: string, value: unknown) => string {
  const words = useWords(timelineWords);
  const common = useWords(commonWords);
  return (field, value) => {
    if (value === null || value === undefined || value === '') return words.nothing;
    if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : words.nothing;
    if (typeof value === 'object') return String((value as { name?: string; number?: string }).name ?? JSON.stringify(value));
    const text = String(value);
    if (field === 'status') return common.status[text as 'new'] ?? text;
    if (field === 'impact' || field === 'urgency') return common.level[text as 'low'] ?? text;
    if (field === 'priority') return `${text} ${common.priority[text as 'P1'] ?? ''}`.trim();
    return text;
  };
}
