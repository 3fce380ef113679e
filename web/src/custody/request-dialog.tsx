import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { randomUuid } from '../ui/random-uuid.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { RequestableItem } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';

const other = 'other';

/** Asks for a device: something that is offered, or in one's own words. */
export function RequestDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(custodyWords);
  const common = useWords(commonWords);
  const offered = useGet<{ items: RequestableItem[] }>('/requestable-items');
  const [key] = useState(randomUuid);
  const form = useFields({ itemId: null as string | null, what: '', reason: '', neededOn: '' });
  const items = (offered.data?.items ?? []).filter(({ isOffered }) => isOffered);
  const isOwnWords = items.length === 0 || form.values.itemId === other;
  const item = items.find(({ id }) => id === form.values.itemId);
  const send = async () => {
    const { itemId, what, reason, neededOn } = form.values;
    const body = { ...(isOwnWords ? { what: what.trim() } : { itemId }), reason: reason.trim() || null, neededOn: neededOn || null };
    if (!(await form.submit(() => api.post('/asset-requests', body, { idempotencyKey: key })))) return;
    await refresh('asset-requests');
    toast(words.requestSent);
    onClose();
  };
  return (
    <DialogForm
      title={words.request}
      action={words.send}
      isBusy={form.isBusy}
      isReady={isOwnWords ? form.values.what.trim() !== '' : form.values.itemId !== null}
      close={onClose}
      submit={send}
    >
      {items.length > 0 && (
        <Select
          label={words.what}
          data-autofocus
          data={[...items.map(({ id, name }) => ({ value: id, label: name })), { value: other, label: words.somethingElse }]}
          {...form.choice('itemId')}
        />
      )}
      {item?.description && <p className="muted small">{item.description}</p>}
      {isOwnWords && <TextInput label={items.length > 0 ? words.say : words.what} maxLength={200} {...form.text('what')} />}
      <Textarea label={`${words.why} (${common.optional})`} autosize minRows={2} maxLength={2000} {...form.text('reason')} />
      <TextInput type="date" label={`${words.neededOn} (${common.optional})`} {...form.text('neededOn')} />
    </DialogForm>
  );
}
