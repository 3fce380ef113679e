import { TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { ruleWords } from './rule-words.ts';

/** Enters an address; a code is sent there before anything else is. */
export function AddWayDialog({ channel, onClose }: { channel: 'mail' | 'webhook'; onClose: () => void }) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  const form = useFields({ address: '', label: '' });
  const isMail = channel === 'mail';
  const send = async () => {
    const done = await form.submit(({ address, label }) =>
      api.post('/me/contact-methods', { channel, address: address.trim(), label: label.trim() || words.channels[channel] }),
    );
    if (!done) return;
    toast(words.codeSent);
    await refresh('me/contact-methods');
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={isMail ? words.addMail : words.addWebhook}
      action={words.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
    >
      <TextInput
        type={isMail ? 'email' : 'url'}
        label={isMail ? words.address : words.url}
        {...(!isMail && { description: words.urlHint, placeholder: 'https://' })}
        required
        data-autofocus
        maxLength={isMail ? 254 : 2000}
        {...form.text('address')}
      />
      <TextInput label={`${words.label} (${common.optional})`} description={words.labelHint} maxLength={80} {...form.text('label')} />
    </DialogForm>
  );
}
