import { Checkbox, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Mailbox } from './mail-types.ts';
import { mailboxWords } from './mailbox-words.ts';

const fieldsOf = (mailbox: Mailbox | null) => ({
  name: mailbox?.name ?? '',
  address: mailbox?.address ?? '',
  host: mailbox?.host ?? '',
  port: mailbox?.port ?? 993,
  security: mailbox?.security ?? 'tls',
  username: mailbox?.username ?? '',
  password: '',
  folder: mailbox?.folder ?? 'INBOX',
  processedFolder: mailbox?.processedFolder ?? '',
  supportGroupId: mailbox?.supportGroupId ?? null,
  serviceId: mailbox?.serviceId ?? null,
  isActive: mailbox?.isActive ?? true,
});
type Fields = ReturnType<typeof fieldsOf>;

/** What the API takes: an empty field is none, and no password means the one that is set. */
function bodyOf({ password, address, processedFolder, ...rest }: Fields) {
  return { ...rest, address: address.trim() || null, processedFolder: processedFolder.trim() || null, ...(password && { password }) };
}

/** Adds a mailbox, or changes one; its password is written and never read. */
export function MailboxDialog({ mailbox, onClose }: { mailbox: Mailbox | null; onClose: () => void }) {
  const words = useWords(mailboxWords);
  const common = useWords(commonWords);
  const form = useFields<Fields>(fieldsOf(mailbox));
  const send = async () => {
    const isDone = await form.submit((values) =>
      mailbox
        ? api.patch(`/mailboxes/${mailbox.id}`, bodyOf(values), { ifMatch: mailbox.version })
        : api.post('/mailboxes', bodyOf(values)),
    );
    await refresh('mailboxes');
    if (!isDone) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={mailbox ? words.editMailbox(mailbox.name) : words.addMailbox}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <TextInput type="email" label={`${words.address} (${common.optional})`} maxLength={254} {...form.text('address')} />
      <Server form={form} isNew={mailbox === null} />
      <Filing form={form} />
      <Checkbox label={words.active} {...form.flag('isActive')} />
    </DialogForm>
  );
}

type Form = ReturnType<typeof useFields<Fields>>;

function Server({ form, isNew }: { form: Form; isNew: boolean }) {
  const words = useWords(mailboxWords);
  return (
    <>
      <div className="mail-fields">
        <TextInput label={words.host} required maxLength={253} {...form.text('host')} />
        <NumberInput
          label={words.port}
          min={1}
          max={65535}
          value={form.values.port}
          error={form.errors['port']}
          onChange={(port) => form.set({ port: Number(port) })}
        />
        <Select
          label={words.security}
          allowDeselect={false}
          data={Object.entries(words.securities).map(([value, label]) => ({ value, label }))}
          {...form.choice('security')}
        />
      </div>
      <div className="mail-fields">
        <TextInput label={words.username} required autoComplete="off" maxLength={254} {...form.text('username')} />
        <PasswordInput
          label={words.password}
          required={isNew}
          autoComplete="new-password"
          maxLength={500}
          {...(!isNew && { description: words.passwordKept })}
          {...form.text('password')}
        />
      </div>
    </>
  );
}

function Filing({ form }: { form: Form }) {
  const words = useWords(mailboxWords);
  const common = useWords(commonWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups', { limit: 200 });
  const services = useGet<Page<{ id: string; name: string }>>('/services', { limit: 200 });
  const named = (items: Array<{ id: string; name: string }> = []) => items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div className="mail-fields">
        <TextInput label={words.folder} required maxLength={200} {...form.text('folder')} />
        <TextInput
          label={`${words.processedFolder} (${common.optional})`}
          description={words.processedHint}
          maxLength={200}
          {...form.text('processedFolder')}
        />
      </div>
      <div className="mail-fields">
        <Select
          label={`${words.group} (${common.optional})`}
          clearable
          searchable
          data={named(groups.data?.items)}
          {...form.choice('supportGroupId')}
        />
        <Select
          label={`${words.service} (${common.optional})`}
          clearable
          searchable
          data={named(services.data?.items)}
          {...form.choice('serviceId')}
        />
      </div>
    </>
  );
}
