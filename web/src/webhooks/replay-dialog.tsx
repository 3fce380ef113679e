import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Webhook } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

const local = (ms: number): string => new Date(ms).toLocaleString('sv').slice(0, 16).replace(' ', 'T');
const dayMs = 86_400_000;

/** Asks for which stretch of time messages are sent again. */
export function ReplayDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const words = useWords(webhookWords);
  const common = useWords(commonWords);
  const form = useFields({ since: local(Date.now() - dayMs), until: '', onlyFailed: true });
  const send = async () => {
    const done = await form.submit(({ since, until, onlyFailed }) =>
      api.post(`/webhooks/${webhook.id}/replays`, {
        since: new Date(since).toISOString(),
        ...(until && { until: new Date(until).toISOString() }),
        onlyFailed,
      }),
    );
    if (!done) return;
    toast(words.replayed);
    await refresh('webhooks');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.replayTitle}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="muted">{words.replayText}</p>
        <div className="grid-2">
          <TextInput type="datetime-local" label={words.since} required data-autofocus {...form.text('since')} />
          <TextInput type="datetime-local" label={words.until} description={words.untilHint} {...form.text('until')} />
        </div>
        <Checkbox label={words.onlyFailed} {...form.flag('onlyFailed')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!form.values.since}>
            {words.replayGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
