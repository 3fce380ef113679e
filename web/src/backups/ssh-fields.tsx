import { Button, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import type { PolicyFields } from './policy-editor-page.tsx';
import { policyWords } from './policy-words.ts';
import { sshWords } from './ssh-words.ts';

interface HostKey {
  hostKey: string;
  fingerprint: string;
}

/** Which host, as whom, and the key by which it must answer. */
export function SshFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={14}>
        <TextInput label={words.host} placeholder="srv-files.example.org" required {...form.text('host')} />
        <TextInput label={words.port} inputMode="numeric" required {...form.text('port')} />
        <TextInput label={words.user} required autoComplete="off" {...form.text('user')} />
      </SimpleGrid>
      <HostKeyField form={form} />
    </>
  );
}

function HostKeyField({ form }: { form: PolicyFields }) {
  const words = useWords(sshWords);
  const [isBusy, act] = useAct();
  const [keys, setKeys] = useState<HostKey[]>([]);
  const { host, port, hostKey } = form.values;
  const show = () =>
    act(async () => {
      const { items } = await api.post<{ items: HostKey[] }>('/backups/ssh-host-keys', { host: host.trim(), port: Number(port) });
      setKeys(items);
    });
  return (
    <div className="stack tight">
      <TextInput
        label={words.hostKey}
        description={words.hostKeyHint}
        placeholder="ssh-ed25519 AAAA…"
        className="mono-input"
        required
        {...form.text('hostKey')}
      />
      <div className="row">
        <Button variant="default" size="compact-sm" loading={isBusy} disabled={!host.trim()} onClick={() => void show()}>
          {words.showKeys}
        </Button>
      </div>
      {keys.length > 0 && (
        <div>
          <p className="muted small">{words.compare}</p>
          {keys.map((key) => (
            <div key={key.hostKey} className="row">
              <code className="typed mono">{key.fingerprint}</code>
              <span className="muted small">{key.hostKey.split(' ')[0]}</span>
              {key.hostKey === hostKey.trim() ? (
                <strong className="small">{words.chosen}</strong>
              ) : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={words.choose(key.fingerprint)}
                  onClick={() => form.set({ hostKey: key.hostKey })}
                >
                  {words.choose('').trim()}
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
