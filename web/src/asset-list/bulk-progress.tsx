import { Button, Modal, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { inPageLanguage } from '../api/problem.ts';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Listed } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { BulkAction, BulkChange, BulkItem } from './list-types.ts';
import { listWords } from './list-words.ts';
import type { Bulk } from './use-bulk.ts';

/** So long what went well stays in sight, with its way back. */
const shownMs = 12_000;

/** How far a change of many devices is, what was not possible, and the way back. */
export function BulkProgress({ bulk }: { bulk: Bulk }) {
  const words = useWords(listWords);
  const common = useWords(commonWords);
  const [hasDetails, setHasDetails] = useState(false);
  const { change, dismiss } = bulk;
  const isEnded = change?.state === 'done' || change?.state === 'undone';
  const isClean = isEnded && change.failed === 0 && change.kept === 0;
  useEffect(() => {
    if (!isClean) return undefined;
    const timer = setTimeout(dismiss, shownMs);
    return () => clearTimeout(timer);
  }, [isClean, dismiss]);
  if (!change) return null;
  const missed = change.state === 'undone' || change.state === 'undoing' ? change.kept : change.failed;
  return (
    <section className="bulk-progress" role="status" aria-live="polite">
      <div className="bulk-progress-line">
        <span className="grow">
          <Said change={change} />
        </span>
        {missed > 0 && (
          <button type="button" className="link" onClick={() => setHasDetails(true)}>
            {change.kept > 0 ? words.kept(change.kept) : words.failed(missed)}
          </button>
        )}
        {change.canUndo && (
          <Button size="compact-sm" variant="light" onClick={() => void bulk.undo()}>
            {common.undo}
          </Button>
        )}
        {isEnded && (
          <button type="button" className="shut" aria-label={words.dismiss} onClick={dismiss}>
            <IconX size={15} aria-hidden />
          </button>
        )}
      </div>
      {!isEnded && <Progress value={change.percent} size={4} animated aria-label={words.of(change.done, change.total)} />}
      {hasDetails && <Details change={change} close={() => setHasDetails(false)} />}
    </section>
  );
}

function Said({ change }: { change: BulkChange }) {
  const words = useWords(listWords);
  const { state, total, done, failed, undone, kept } = change;
  const type = change.action.type as BulkAction['type'];
  if (state === 'running') return `${words.doing[type]} … ${words.of(done + failed, total)}`;
  if (state === 'undoing') return `${words.doing.undo} … ${words.of(undone + kept, done)}`;
  if (state === 'undone') return `${words.did.undo}: ${words.devices(undone)}`;
  return `${words.did[type]}: ${words.devices(done)}`;
}

/** Each device that did not take it, and why. */
function Details({ change, close }: { change: BulkChange; close: () => void }) {
  const words = useWords(listWords);
  const state = change.kept > 0 ? 'kept' : 'failed';
  const items = useList<BulkItem>(`/assets/bulk-changes/${change.id}/items`, { state });
  return (
    <Modal opened onClose={close} title={state === 'kept' ? words.whyKept : words.why} size="lg">
      <Listed query={items} empty={null}>
        {(found) => (
          <ul className="bulk-items">
            {found.map(({ seq, asset, reason }) => (
              <li key={seq}>
                {asset ? (
                  <Link href={links.asset(asset.tag)} className="mono">
                    {asset.tag}
                  </Link>
                ) : (
                  <span className="muted">{words.gone}</span>
                )}
                <bdi className="clip">{asset?.name}</bdi>
                <span className="muted small">{reason && inPageLanguage(reason)}</span>
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </Modal>
  );
}
