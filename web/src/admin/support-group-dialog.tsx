import { Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';
import { type NamedPerson, PeopleEditor } from './people-editor.tsx';

/** Adds a support group, or edits one with its members. */
export function SupportGroupDialog({ group, onClose }: { group: SupportGroup | null; onClose: () => void }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  const form = useFields({ name: group?.name ?? '', email: group?.email ?? '', isDefault: group?.isDefault ?? false });
  const [members, setMembers] = useState<NamedPerson[]>(group?.members ?? []);
  const send = async () => {
    const done = await form.submit(async ({ email, ...values }) => {
      const body = { ...values, email: email.trim() || null, memberIds: members.map((member) => member.id) };
      await (group ? api.patch(`/support-groups/${group.id}`, body, { ifMatch: group.version }) : api.post('/support-groups', body));
    });
    // After a conflict too: the next edit begins with what the colleague saved.
    await refresh('support-groups');
    if (!done) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={group ? words.editGroup(group.name) : words.addGroup}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <TextInput label={`${words.groupMail} (${common.optional})`} type="email" {...form.text('email')} />
      <Switch label={words.isDefault} {...form.flag('isDefault')} />
      <PeopleEditor title={words.members} people={members} onChange={setMembers} />
    </DialogForm>
  );
}
