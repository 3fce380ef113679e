import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Mail } from './mail-types.ts';
import { mailWords } from './mail-words.ts';

/** What a lead can do with a mail that waits, or that was ignored or discarded. */
export function MailActions({ mail, onDone }: { mail: Mail; onDone: () => void }) {
  const words = useWords(mailWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [isReleasing, setReleasing] = useState(false);
  const isWaiting = mail.status === 'quarantined' || mail.status === 'discarded' || mail.outcome === 'ignored';
  if (!isWaiting) return null;
  const send = async (verb: 'retry' | 'discard', done: string) => {
    const isDone = await act(() => api.put(`/inbound-mails/${mail.id}/${verb}`));
    await refresh('inbound-mails');
    if (!isDone) return;
    toast(done);
    onDone();
  };
  const discard = async () => {
    const isSure = await ask({ title: words.discardTitle, text: words.discardText, action: words.discard, isDangerous: true });
    if (isSure) await send('discard', words.discardedDone);
  };
  return (
    <>
      {question}
      {mail.status !== 'discarded' && (
        <Button variant="default" color="red" loading={isBusy} onClick={() => void discard()}>
          {words.discard}
        </Button>
      )}
      <Button variant="default" title={words.retryHint} loading={isBusy} onClick={() => void send('retry', words.retried)}>
        {words.retry}
      </Button>
      <Button onClick={() => setReleasing(true)}>{words.release}</Button>
      {isReleasing && <ReleaseDialog mail={mail} onClose={() => setReleasing(false)} onDone={onDone} />}
    </>
  );
}

function ReleaseDialog({ mail, onClose, onDone }: { mail: Mail; onClose: () => void; onDone: () => void }) {
  const words = useWords(mailWords);
  const common = useWords(commonWords);
  const form = useFields({ incidentId: mail.incident?.number ?? '' });
  const send = async () => {
    const isDone = await form.submit(({ incidentId }) =>
      api.put(`/inbound-mails/${mail.id}/release`, { incidentId: incidentId.trim() || null }),
    );
    await refresh('inbound-mails', 'incidents');
    if (!isDone) return;
    toast(words.released);
    onDone();
  };
  return (
    <DialogForm isCheckedByServer title={words.releaseTitle} action={words.release} isBusy={form.isBusy} close={onClose} submit={send}>
      <TextInput
        label={`${words.releaseInto} (${common.optional})`}
        description={words.releaseIntoHint}
        placeholder="INC-"
        data-autofocus
        maxLength={64}
        {...form.text('incidentId')}
      />
    </DialogForm>
  );
}
