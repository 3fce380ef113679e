import { Button } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { inPageLanguage } from '../api/problem.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import type { Delivery } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';

const waiting = ['pending', 'held', 'sending'];

/** Sends a test by one way and says what came of it. */
export function TestButton({ id, name }: { id: string; name: string }) {
  const words = useWords(ruleWords);
  const [isBusy, act] = useAct();
  const [deliveryId, setDeliveryId] = useState<string | null>(null);
  const send = () =>
    act(async () => {
      const sent = await api.post<{ deliveryId: string }>(`/me/contact-methods/${id}/test`);
      setDeliveryId(sent.deliveryId);
    });
  return (
    <div className="way-test">
      <Button variant="default" size="compact-sm" loading={isBusy} aria-label={words.testOf(name)} onClick={() => void send()}>
        {words.test}
      </Button>
      {deliveryId && <Outcome deliveryId={deliveryId} key={deliveryId} />}
    </div>
  );
}

function Outcome({ deliveryId }: { deliveryId: string }) {
  const words = useWords(ruleWords);
  const [isOver, setOver] = useState(false);
  const { data } = useGet<Delivery>(`/me/deliveries/${deliveryId}`, {}, { refetchInterval: isOver ? false : 1000 });
  const status = data?.status ?? 'pending';
  const isWaiting = waiting.includes(status) && !data?.lastError;
  if (!isWaiting && !isOver) {
    setOver(true);
    void refresh('me/contact-methods');
  }
  const text = isWaiting
    ? words.tests.waiting
    : status === 'sent'
      ? words.tests.sent
      : words.tests.failed(inPageLanguage(data?.lastError ?? status));
  return (
    <span className={`small ${isWaiting ? 'muted' : status === 'sent' ? 'good' : 'bad'}`} role="status">
      {text}
    </span>
  );
}
