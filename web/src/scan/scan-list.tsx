import { IconAlertTriangle, IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { inPageLanguage } from '../api/problem.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { shownCode } from './codes.ts';
import type { QueuedScan } from './scan-queue.ts';
import { scanWords } from './scan-words.ts';
import type { Signal } from './signal.ts';

const signals = {
  found: 'good',
  done: 'good',
  again: 'odd',
  misplaced: 'odd',
  unexpected: 'odd',
  unknown: 'bad',
  refused: 'bad',
  closed: 'bad',
} as const;

/** How good it is, for the ear and the eye. */
export const signalOf = ({ state, answer }: QueuedScan): Signal | null =>
  answer ? signals[answer.outcome] : state === 'failed' ? 'bad' : null;

const tones = { good: 'good', odd: 'warn', bad: 'danger' } as const;
const icons = { good: IconCheck, odd: IconAlertTriangle, bad: IconX };

/** One scan and what came of it: the mark, the thing, and in words what is odd. */
export function ScanResult({ scan, isLarge }: { scan: QueuedScan; isLarge?: boolean }) {
  const said = useSaid(scan);
  const kind = signalOf(scan);
  const Icon = kind ? icons[kind] : scan.state === 'sending' ? IconRefresh : IconClock;
  const asset = scan.answer?.asset;
  return (
    <div className={`scan-result tone-${kind ? tones[kind] : 'info'} ${isLarge ? 'large' : ''}`}>
      <Icon size={isLarge ? 26 : 19} aria-hidden />
      <div className="grow">
        <div className="scan-what">
          <strong>{said.title}</strong>
          <bdi className="clip">{asset ? `${asset.tag} · ${asset.name}` : shownCode(scan.scan.code)}</bdi>
        </div>
        {said.detail && <div className="small">{said.detail}</div>}
      </div>
    </div>
  );
}

function useSaid({ scan, state, answer, problem, place }: QueuedScan): { title: string; detail: string } {
  const words = useWords(scanWords);
  const format = useFormats();
  const now = useNow();
  if (!answer) {
    const isKept = state === 'waiting' || state === 'sending';
    return { title: words.states[state === 'answered' ? 'sending' : state], detail: isKept ? (place ?? '') : (problem ?? '') };
  }
  const { outcome, earlier, expectedAt, holder, reason } = answer;
  const title = outcome === 'done' ? words.doneAs[scan.action] : outcome === 'again' ? words.againAs[scan.action] : words.outcomes[outcome];
  const details: string[] = [];
  if (earlier) {
    const when = format.ago(earlier.at, now);
    if (earlier.isOwn) details.push(words.earlierOwn(when));
    else details.push(earlier.place ? words.earlierAt(earlier.by, when, earlier.place.name) : words.earlier(earlier.by, when));
  }
  const isElsewhere = outcome === 'misplaced' || outcome === 'unexpected';
  if (isElsewhere) details.push(expectedAt ? words.belongs(expectedAt.name) : words.noPlace);
  if (holder) {
    if (scan.action === 'audit') details.push(words.heldBy(holder.name));
    else details.push(scan.action === 'check_in' ? words.fromHolder(holder.name) : words.toHolder(holder.name));
  }
  if (outcome === 'refused' && reason) details.push(inPageLanguage(reason));
  if (outcome === 'closed') details.push(words.tooLate);
  return { title, detail: details.join(' · ') };
}

/** The scans of this person on this device, the latest first. */
export function ScanList({ scans }: { scans: QueuedScan[] }) {
  const format = useFormats();
  return (
    <ol className="scan-list">
      {scans.map((each) => (
        <li key={each.scan.id}>
          <ScanResult scan={each} />
          <span className="row tight scan-when">
            <time className="muted small" dateTime={each.scan.scannedAt} title={format.full(each.scan.scannedAt)}>
              {format.time(each.scan.scannedAt)}
            </time>
            {each.answer?.asset && (
              <Link className="small" href={links.asset(each.answer.asset.id)}>
                {each.answer.asset.tag}
              </Link>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
