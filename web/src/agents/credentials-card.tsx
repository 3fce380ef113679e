import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { Card, Empty, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Credential } from './agent-types.ts';
import { networkWords } from './network-words.ts';

/** How devices are asked by SNMP; the secrets are written and never read. */
export function CredentialsCard() {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const credentials = useGet<Page<Credential>>('/snmp-credentials');
  const [editing, setEditing] = useState<Credential | 'new' | null>(null);
  return (
    <Card
      flush
      title={words.credentials}
      actions={
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
          {words.addCredential}
        </Button>
      }
    >
      <Loaded query={credentials} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noCredentials}>{words.noCredentialsText}</Empty>
          ) : (
            <ul className="lines">
              {items.map((credential) => (
                <li key={credential.id}>
                  <div className="grow">
                    <bdi>{credential.name}</bdi> <span className="muted small">SNMP {credential.protocol}</span>
                  </div>
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    aria-label={words.editCredential(credential.name)}
                    onClick={() => setEditing(credential)}
                  >
                    {common.edit}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && <CredentialDialog credential={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Card>
  );
}

const fieldsOf = (credential: Credential | null) => ({
  name: credential?.name ?? '',
  protocol: credential?.protocol ?? '2c',
  community: '',
  username: '',
  authProtocol: 'SHA',
  authPassphrase: '',
  privacyProtocol: 'AES',
  privacyPassphrase: '',
});
type Fields = ReturnType<typeof fieldsOf>;

/** What the API takes: only what belongs to the version, and no secret means the one that is set. */
function bodyOf({ name, protocol, ...rest }: Fields): Record<string, string> {
  const given = Object.entries(rest).filter(([key, value]) => value !== '' && (key === 'community') === (protocol !== '3'));
  return { name, protocol, ...Object.fromEntries(given) };
}

function CredentialDialog({ credential, onClose }: { credential: Credential | null; onClose: () => void }) {
  const words = useWords(networkWords);
  const common = useWords(commonWords);
  const form = useFields<Fields>(fieldsOf(credential));
  const send = async () => {
    const isDone = await form.submit((values) =>
      credential
        ? api.patch(`/snmp-credentials/${credential.id}`, bodyOf(values), { ifMatch: credential.version })
        : api.post('/snmp-credentials', bodyOf(values)),
    );
    await refresh('snmp-credentials');
    if (!isDone) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={credential ? words.editCredential(credential.name) : words.addCredential}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={
        credential && (
          <RemoveButton path={`/snmp-credentials/${credential.id}`} name={credential.name} family="snmp-credentials" done={onClose} />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <Select
        label={words.protocol}
        allowDeselect={false}
        data={[
          { value: '1', label: 'SNMP 1' },
          { value: '2c', label: 'SNMP 2c' },
          { value: '3', label: 'SNMP 3' },
        ]}
        {...form.choice('protocol')}
      />
      {credential && <p className="muted small">{words.secretsKept}</p>}
      {form.values.protocol === '3' ? (
        <VersionThree form={form} />
      ) : (
        <PasswordInput label={words.community} autoComplete="off" maxLength={200} {...form.text('community')} />
      )}
    </DialogForm>
  );
}

function VersionThree({ form }: { form: ReturnType<typeof useFields<Fields>> }) {
  const words = useWords(networkWords);
  return (
    <>
      <TextInput label={words.username} autoComplete="off" maxLength={64} {...form.text('username')} />
      <div className="grid-2">
        <Select label={words.authProtocol} allowDeselect={false} data={['SHA', 'MD5']} {...form.choice('authProtocol')} />
        <PasswordInput label={words.authPassphrase} autoComplete="off" maxLength={200} {...form.text('authPassphrase')} />
        <Select label={words.privacyProtocol} allowDeselect={false} data={['AES', 'DES']} {...form.choice('privacyProtocol')} />
        <PasswordInput label={words.privacyPassphrase} autoComplete="off" maxLength={200} {...form.text('privacyPassphrase')} />
      </div>
    </>
  );
}
