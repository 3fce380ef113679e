import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Facts } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import type { AssetRequest } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';

const tones: Record<AssetRequest['state'], string> = {
  waiting: 'warn',
  approved: 'info',
  refused: 'danger',
  cancelled: '',
  fulfilled: 'good',
};

export function RequestState({ state }: { state: AssetRequest['state'] }) {
  const words = useWords(custodyWords);
  return (
    <Chip tone={tones[state]} dot>
      {words.requestState[state]}
    </Chip>
  );
}

/** What is asked for, by whom and why, and what was decided. */
export function RequestFacts({ request }: { request: AssetRequest }) {
  const words = useWords(custodyWords);
  const format = useFormats();
  return (
    <Facts
      of={[
        [words.forWhom, <bdi key="who">{request.person.name}</bdi>],
        [words.askedBy, request.askedBy.id !== request.person.id && <bdi key="by">{request.askedBy.name}</bdi>],
        [words.why, request.reason && <span className="typed">{request.reason}</span>],
        [words.neededOn, request.neededOn && format.date(request.neededOn)],
        [words.approver, request.state === 'waiting' && (request.approver?.name ?? words.anyLead)],
        [
          words.requestState[request.state],
          request.decidedBy && request.decidedAt && words.decided(request.decidedBy.name, format.date(request.decidedAt)),
        ],
        [words.note, request.decisionNote && <span className="typed">{request.decisionNote}</span>],
      ]}
    />
  );
}

/** Approve with a click; refuse with a reason. */
export function DecideForm({
  onDecide,
}: {
  onDecide: (body: { decision: 'approve' | 'refuse'; note: string | null }) => Promise<unknown>;
}) {
  const words = useWords(custodyWords);
  const [note, setNote] = useState('');
  const [isBusy, act] = useAct();
  const decide = (decision: 'approve' | 'refuse') => void act(() => onDecide({ decision, note: note.trim() || null }));
  return (
    <div className="stack tight">
      <Textarea
        label={words.decideNote}
        autosize
        minRows={2}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="row">
        <Button loading={isBusy} onClick={() => decide('approve')}>
          {words.approve}
        </Button>
        <Button variant="default" color="red" disabled={isBusy || !note.trim()} onClick={() => decide('refuse')}>
          {words.refuseRequest}
        </Button>
      </div>
    </div>
  );
}
