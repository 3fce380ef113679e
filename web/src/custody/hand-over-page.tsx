import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { HandOver, Signature } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';
import { deskWords } from './desk-words.ts';
import { HandOverState, Paper, SignOrRefuse } from './paper.tsx';
import { SignaturePad } from './signature-pad.tsx';
import { thenRefresh } from './then-refresh.ts';

/** One hand-over: its text, its signature, and what its reader may do about it. */
export function HandOverPage({ id }: { id: string }) {
  const query = useGet<HandOver>(`/hand-overs/${encodeURIComponent(id)}`);
  return <Loaded query={query}>{(handOver) => <OneHandOver handOver={handOver} />}</Loaded>;
}

function OneHandOver({ handOver }: { handOver: HandOver }) {
  const words = useWords(custodyWords);
  const desk = useWords(deskWords);
  const format = useFormats();
  const me = useMe();
  const isTechnician = hasRole(me, 'technician');
  const isMine = handOver.person.id === me.id;
  const isWaiting = handOver.state === 'waiting';
  return (
    <>
      <PageHead
        back={isTechnician ? { href: links.handOvers(), label: desk.handOvers } : { href: links.myDevices(), label: words.toDevices }}
        title={`${words.direction[handOver.direction]} · ${handOver.number}`}
        lead={<HandOverState state={handOver.state} />}
        actions={isTechnician && isWaiting && <DeskActions handOver={handOver} />}
      />
      <Card>
        <Paper handOver={handOver} paperPath={`/hand-overs/${handOver.id}/paper.pdf`} />
        {isMine && isWaiting && <MyDecision handOver={handOver} />}
        {!isMine && isTechnician && isWaiting && <SignAtDesk handOver={handOver} />}
      </Card>
      <Card>
        <Facts
          of={[
            [words.person, <bdi key="person">{handOver.person.name}</bdi>],
            [desk.handledBy, <bdi key="clerk">{handOver.clerk.name}</bdi>],
            [desk.day, format.full(handOver.createdAt)],
            [desk.expectedBack, handOver.dueAt && format.full(handOver.dueAt)],
            [desk.refusedBecause, handOver.declineReason && <span className="typed">{handOver.declineReason}</span>],
            [
              desk.items,
              <ul key="items">
                {handOver.items.map((item) => (
                  <li key={item.assetId} className="custody-line">
                    {isTechnician ? <Link href={links.asset(item.assetId)}>{item.tag}</Link> : item.tag}
                  </li>
                ))}
              </ul>,
            ],
          ]}
        />
      </Card>
    </>
  );
}

const saved = (handOver: HandOver, path: string, body: object) =>
  thenRefresh(api.put(`/hand-overs/${handOver.id}/${path}`, body), 'hand-overs');

function MyDecision({ handOver }: { handOver: HandOver }) {
  return (
    <SignOrRefuse
      onSign={() => saved(handOver, 'signature', { textHash: handOver.textHash })}
      onRefuse={(reason) => saved(handOver, 'refusal', { reason })}
    />
  );
}

function SignAtDesk({ handOver }: { handOver: HandOver }) {
  const words = useWords(deskWords);
  const shared = useWords(custodyWords);
  const [isOpen, setIsOpen] = useState(false);
  const [signature, setSignature] = useState<Signature | null>(null);
  const [isBusy, act] = useAct();
  if (!isOpen)
    return (
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {words.signNow}
      </Button>
    );
  return (
    <div className="stack tight">
      <SignaturePad value={signature} onChange={setSignature} />
      <Button
        loading={isBusy}
        disabled={!signature}
        onClick={() => void act(() => saved(handOver, 'signature', { textHash: handOver.textHash, signature }))}
      >
        {shared.sign}
      </Button>
    </div>
  );
}

function DeskActions({ handOver }: { handOver: HandOver }) {
  const words = useWords(deskWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const remind = () =>
    act(async () => {
      await api.post(`/hand-overs/${handOver.id}/reminders`);
      await refresh('hand-overs');
      toast(words.askedAgain);
    });
  const withdraw = async () => {
    if (await ask({ title: words.withdraw, text: words.withdrawText, action: words.withdraw }))
      await act(() => saved(handOver, 'withdrawal', {}));
  };
  return (
    <>
      {handOver.reminders > 0 && <span className="muted small">{words.reminded(handOver.reminders)}</span>}
      <Button variant="default" loading={isBusy} onClick={() => void remind()}>
        {words.askAgain}
      </Button>
      <Button variant="default" disabled={isBusy} onClick={() => void withdraw()}>
        {words.withdraw}
      </Button>
      {question}
    </>
  );
}
