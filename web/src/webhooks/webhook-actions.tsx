import { Button, Modal } from '@mantine/core';
import { IconKey, IconPlayerPause, IconPlayerPlay, IconRefresh, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { Secret } from '../ui/secret.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import type { Webhook, WebhookWithSecret } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

/** What can be done to a webhook. */
export function WebhookActions({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const [isBusy, act] = useAct();
  const [isReplaying, setReplaying] = useState(false);
  const path = `/webhooks/${webhook.id}`;
  const run = async (work: () => Promise<unknown>, said: string) => {
    const done = await act(async () => {
      await work();
      await refresh('webhooks');
    });
    if (done) toast(said);
  };
  const turn = (isEnabled: boolean) =>
    run(() => api.patch(path, { isEnabled }, { ifMatch: webhook.version }), isEnabled ? words.turnedOn : words.turnedOff);
  return (
    <div className="row webhook-actions">
      <Button
        size="xs"
        loading={isBusy}
        leftSection={<IconSend size={15} aria-hidden />}
        onClick={() => void run(() => api.post(`${path}/ping`), words.pinged)}
      >
        {words.ping}
      </Button>
      <Button
        variant="default"
        size="xs"
        disabled={!webhook.isEnabled}
        leftSection={<IconRefresh size={15} aria-hidden />}
        onClick={() => setReplaying(true)}
      >
        {words.replay}
      </Button>
      <Rotate webhook={webhook} />
      <Button
        variant="default"
        size="xs"
        disabled={isBusy}
        leftSection={webhook.isEnabled ? <IconPlayerPause size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />}
        onClick={() => void turn(!webhook.isEnabled)}
      >
        {webhook.isEnabled ? words.turnOff : words.turnOn}
      </Button>
      <Remove webhook={webhook} />
      {isReplaying && <ReplayDialog webhook={webhook} onClose={() => setReplaying(false)} />}
    </div>
  );
}

function Rotate({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const rotate = async () => {
    if (!(await ask({ title: words.rotateTitle, text: words.rotateText, action: words.rotate }))) return;
    await act(async () => {
      setMade(await api.put<WebhookWithSecret>(`/webhooks/${webhook.id}/secret`));
      await refresh('webhooks');
    });
  };
  return (
    <>
      {question}
      <Button variant="default" size="xs" loading={isBusy} leftSection={<IconKey size={15} aria-hidden />} onClick={() => void rotate()}>
        {words.rotate}
      </Button>
      {made && (
        <Modal opened onClose={() => setMade(null)} title={words.rotate} closeOnClickOutside={false}>
          <Secret label={words.secret} value={made.secret} hint={words.secretOnce} />
        </Modal>
      )}
    </>
  );
}

function Remove({ webhook }: { webhook: Webhook }) {
  const words = useWords(webhookWords);
  const [, go] = useLocation();
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const remove = async () => {
    const isSure = await ask({ title: words.removeTitle(webhook.name), text: words.removeText, action: words.remove, isDangerous: true });
    if (!isSure || !(await act(() => api.delete(`/webhooks/${webhook.id}`)))) return;
    go(links.admin('webhooks'));
    await refresh('webhooks');
    toast(words.removed);
  };
  return (
    <>
      {question}
      <Button
        variant="subtle"
        color="red"
        size="xs"
        loading={isBusy}
        leftSection={<IconTrash size={15} aria-hidden />}
        onClick={() => void remove()}
      >
        {words.remove}
      </Button>
    </>
  );
}
