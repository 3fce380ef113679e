import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { RequestableItem } from './custody-types.ts';
import { deskWords } from './desk-words.ts';

/** Something that people can ask for. */
export function OfferDialog({ item, onClose }: { item: RequestableItem | null; onClose: () => void }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: item?.name ?? '',
    description: item?.description ?? '',
    approval: (item?.approval ?? 'manager') as string | null,
    isOffered: item?.isOffered ?? true,
  });
  const send = async () => {
    const { name, description, approval, isOffered } = form.values;
    const body = { name, description: description.trim() || null, approval: approval ?? 'manager', isOffered };
    const save = () =>
      item ? api.patch(`/requestable-items/${item.id}`, body, { ifMatch: item.version }) : api.post('/requestable-items', body);
    const isDone = await form.submit(save);
    await refresh('requestable-items');
    if (!isDone) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      title={item ? item.name : words.addOffer}
      isBusy={form.isBusy}
      isReady={form.values.name.trim() !== ''}
      close={onClose}
      submit={send}
    >
      <TextInput label={words.offerName} required data-autofocus maxLength={120} {...form.text('name')} />
      <Textarea label={`${words.offerText} (${common.optional})`} autosize minRows={2} maxLength={1000} {...form.text('description')} />
      <Select
        label={words.approval}
        allowDeselect={false}
        data={Object.entries(words.approvals).map(([value, label]) => ({ value, label }))}
        {...form.choice('approval')}
      />
      <Switch label={words.isOffered} {...form.flag('isOffered')} />
    </DialogForm>
  );
}
