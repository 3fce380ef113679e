import { ActionIcon, Button } from '@mantine/core';
import { IconArrowsExchange, IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Face } from '../ui/marks.tsx';
import { Card } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Swap } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

const useSwaps = () => useGet<Page<Swap>>('/on-call/swaps', { limit: 30 });

/** Requests that ask me and that I have not answered. */
export function SwapsForMe() {
  const swaps = useSwaps();
  const items = (swaps.data?.items ?? []).filter(({ isForMe }) => isForMe);
  return items.map((swap) => <Asked key={swap.id} swap={swap} />);
}

function Asked({ swap }: { swap: Swap }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const answer = (said: 'accepted' | 'declined') =>
    act(async () => {
      try {
        await api.put(`/on-call/swaps/${swap.id}/answer`, { answer: said });
        toast(words[said]);
      } finally {
        await refresh('on-call');
      }
    });
  const when = format.span(swap.startAt, swap.endAt);
  return (
    <section className="card swap-asked" aria-label={words.forMe(swap.asker.name)}>
      <Face person={swap.asker} large />
      <div className="grow">
        <strong>{words.forMe(swap.asker.name)}</strong>
        <p className="number">
          {when} · <bdi>{swap.schedule.name}</bdi>
        </p>
        {swap.return && <p className="muted small">{words.returns(format.span(swap.return.startAt, swap.return.endAt))}</p>}
        {swap.message && <p className="typed muted">{swap.message}</p>}
      </div>
      <div className="row">
        <Button variant="default" disabled={isBusy} onClick={() => void answer('declined')}>
          {words.decline}
        </Button>
        <Button loading={isBusy} onClick={() => void answer('accepted')}>
          {words.accept}
        </Button>
      </div>
    </section>
  );
}

const tones: Record<Swap['state'], string> = { open: 'warn', accepted: 'good', declined: 'danger', withdrawn: '', expired: 'danger' };

/** What I asked of others, and what became of it. */
export function MySwaps() {
  const words = useWords(onCallWords);
  const swaps = useSwaps();
  const items = (swaps.data?.items ?? []).filter(({ isMine, isForMe }) => isMine && !isForMe).slice(0, 6);
  if (items.length === 0) return null;
  return (
    <Card
      title={
        <span className="row tight">
          <IconArrowsExchange size={16} aria-hidden />
          {words.requests}
        </span>
      }
      flush
    >
      <ul className="lines">
        {items.map((swap) => (
          <Mine key={swap.id} swap={swap} />
        ))}
      </ul>
    </Card>
  );
}

function Mine({ swap }: { swap: Swap }) {
  const words = useWords(onCallWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const withdraw = () =>
    act(async () => {
      await api.delete(`/on-call/swaps/${swap.id}`);
      await refresh('on-call');
      toast(words.withdrawn);
    });
  const waiting = swap.recipients.filter(({ answer }) => answer === null).map(({ person }) => person.name);
  const detail =
    swap.state === 'open' ? words.waitsFor(format.list(waiting)) : swap.taker ? words.takenBy(swap.taker.name) : words.states[swap.state];
  return (
    <li>
      <span className="grow">
        <span className="block number">{format.span(swap.startAt, swap.endAt)}</span>
        <span className="muted small">{detail}</span>
      </span>
      <Chip tone={tones[swap.state]}>{words.states[swap.state]}</Chip>
      {swap.state === 'open' && (
        <ActionIcon aria-label={words.withdraw} loading={isBusy} onClick={() => void withdraw()}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
