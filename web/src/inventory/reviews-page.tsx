import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { AssetPicker } from '../ui/search-select.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Review, WordType } from './inventory-types.ts';
import { inventoryWords } from './inventory-words.ts';

type State = Review['state'];

/** Machines of which nobody but a person can say which record they are. */
export function ReviewsPage() {
  const words = useWords(inventoryWords);
  const [state, setState] = useState<State>('open');
  const reviews = useList<Review>('/inventory/reviews', { state });
  return (
    <>
      <PageHead title={words.reviewsTitle} lead={words.reviewsLead} />
      <div className="row review-states">
        <SegmentedControl
          aria-label={words.stateLabel}
          value={state}
          onChange={(next) => setState(next as State)}
          data={(['open', 'decided', 'settled'] as const).map((value) => ({ value, label: words.states[value] }))}
        />
      </div>
      <Listed
        query={reviews}
        empty={
          <section className="card">
            <Empty title={words.noReviews}>{state === 'open' && words.noReviewsText}</Empty>
          </section>
        }
      >
        {(items) => (
          <ul className="reviews">
            {items.map((review) => (
              <li key={review.id} className="card card-body">
                <ReviewEntry review={review} />
              </li>
            ))}
          </ul>
        )}
      </Listed>
    </>
  );
}

function ReviewEntry({ review }: { review: Review }) {
  const words = useWords(inventoryWords);
  return (
    <>
      <header className="row between">
        <h2>
          <bdi>{review.name ?? words.unnamed}</bdi>
        </h2>
        <span className="muted small">
          {words.seenAt} <Ago at={review.updatedAt} />
          {review.source && (
            <>
              {' · '}
              <bdi>{review.source.name}</bdi>
            </>
          )}
        </span>
      </header>
      <p className="muted">
        {review.model && (
          <>
            <bdi>{review.model}</bdi> ·{' '}
          </>
        )}
        {words.reasons[review.reason]}
      </p>
      {review.state === 'open' ? <Candidates review={review} /> : <Outcome review={review} />}
    </>
  );
}

function Outcome({ review }: { review: Review }) {
  const words = useWords(inventoryWords);
  const [isBusy, act] = useAct();
  const undo = () =>
    act(async () => {
      await api.delete(`/inventory/reviews/${review.id}/decision`);
      await refresh('inventory', 'assets');
      toast(words.takenBack);
    });
  return (
    <div className="row">
      <span className="grow">
        {review.decision ? words.decisions[review.decision] : words.states.settled}
        {review.asset && (
          <>
            {' · '}
            <Link href={links.asset(review.asset.id)}>
              <span className="mono">{review.asset.tag}</span> <bdi>{review.asset.name}</bdi>
            </Link>
          </>
        )}
        {review.deciderName && <span className="muted small"> · {words.decidedBy(review.deciderName)}</span>}
      </span>
      {review.state === 'decided' && (
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void undo()}>
          {words.takeBack}
        </Button>
      )}
    </div>
  );
}

type Decision = { decision: 'asset'; assetId: string } | { decision: 'new' } | { decision: 'ignore' };

function Candidates({ review }: { review: Review }) {
  const words = useWords(inventoryWords);
  const [isBusy, act] = useAct();
  const [isChoosing, setChoosing] = useState(false);
  const undo = async () => {
    await api.delete(`/inventory/reviews/${review.id}/decision`);
    await refresh('inventory', 'assets');
  };
  const decide = (body: Decision) =>
    act(async () => {
      await api.put(`/inventory/reviews/${review.id}/decision`, body, { ifMatch: review.version });
      await refresh('inventory', 'assets');
      toast(words.decided, { undo });
    });
  return (
    <>
      <div className="candidates">
        {review.candidates.map((candidate) => (
          <CandidateCard
            key={candidate.asset.id}
            candidate={candidate}
            isBusy={isBusy}
            choose={() => decide({ decision: 'asset', assetId: candidate.asset.id })}
          />
        ))}
      </div>
      <div className="row wrap">
        <Button variant="default" disabled={isBusy} onClick={() => void decide({ decision: 'new' })}>
          {words.itIsNew}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => setChoosing(true)}>
          {words.otherRecord}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={isBusy}
          title={words.ignoreHint}
          onClick={() => void decide({ decision: 'ignore' })}
        >
          {words.ignore}
        </Button>
      </div>
      {isChoosing && (
        <ChooseRecord
          isBusy={isBusy}
          close={() => setChoosing(false)}
          choose={async (assetId) => (await decide({ decision: 'asset', assetId })) && setChoosing(false)}
        />
      )}
    </>
  );
}

function ChooseRecord({ isBusy, close, choose }: { isBusy: boolean; close: () => void; choose: (assetId: string) => unknown }) {
  const words = useWords(inventoryWords);
  const [assetId, setAssetId] = useState<string | null>(null);
  return (
    <DialogForm
      title={words.chooseRecord}
      action={words.decided.replace('.', '')}
      isBusy={isBusy}
      isReady={assetId !== null}
      close={close}
      submit={() => choose(assetId as string)}
    >
      <AssetPicker label={words.device} value={assetId} onChange={setAssetId} data-autofocus />
    </DialogForm>
  );
}

type Candidate = Review['candidates'][number];

function CandidateCard({ candidate, isBusy, choose }: { candidate: Candidate; isBusy: boolean; choose: () => unknown }) {
  const words = useWords(inventoryWords);
  const { asset, shared, differs } = candidate;
  return (
    <section className="candidate" aria-label={asset.tag}>
      <div className="row between">
        <Link href={links.asset(asset.id)}>
          <span className="mono">{asset.tag}</span> <bdi>{asset.name}</bdi>
        </Link>
        <Button size="xs" disabled={isBusy} onClick={() => void choose()}>
          {words.itIsThis(asset.tag)}
        </Button>
      </div>
      {shared.length === 0 && <p className="muted small">{words.nothingShared}</p>}
      {shared.length > 0 && (
        <p className="row wrap tight">
          <Chip tone="good">{words.shared}</Chip>
          {shared.map(({ type, value }) => (
            <span className="small" key={`${type}${value}`}>
              {words.wordTypes[type]} <bdi className="mono">{value}</bdi>
            </span>
          ))}
        </p>
      )}
      {differs.map(({ type, machine, asset: record }) => (
        <Contrast key={type} type={type} machine={machine} record={record} />
      ))}
    </section>
  );
}

function Contrast({ type, machine, record }: { type: WordType; machine: string[]; record: string[] }) {
  const words = useWords(inventoryWords);
  return (
    <p className="row wrap tight">
      <Chip tone="warn">{words.differ}</Chip>
      <span className="small">
        {words.wordTypes[type]} · {words.machineSays} <bdi className="mono">{machine.join(', ')}</bdi> · {words.recordSays}{' '}
        <bdi className="mono">{record.join(', ')}</bdi>
      </span>
    </p>
  );
}
