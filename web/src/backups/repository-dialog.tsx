import { Button, Modal, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Secret } from '../ui/secret.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Repository } from './backup-types.ts';
import { repositoryWords } from './repository-words.ts';

/** Makes a repository; a password that was made for it is shown this once. */
export function RepositoryDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(repositoryWords);
  const [made, setMade] = useState<Repository | null>(null);
  return (
    <Modal opened onClose={onClose} title={made ? words.keepTitle : words.add} closeOnClickOutside={!made}>
      {made ? <KeepPassword repository={made} onClose={onClose} /> : <RepositoryForm onMade={setMade} onClose={onClose} />}
    </Modal>
  );
}

function KeepPassword({ repository, onClose }: { repository: Repository; onClose: () => void }) {
  const words = useWords(repositoryWords);
  const common = useWords(commonWords);
  return (
    <div className="stack">
      <Secret label={words.yourPassword} value={repository.generatedPassword ?? ''} hint={words.shownOnce} />
      <div className="form-actions">
        <Button onClick={onClose}>{common.close}</Button>
      </div>
    </div>
  );
}

function RepositoryForm({ onMade, onClose }: { onMade: (repository: Repository) => void; onClose: () => void }) {
  const words = useWords(repositoryWords);
  const common = useWords(commonWords);
  const form = useFields({ name: '', engine: 'archive' as Repository['engine'], location: '', password: '' });
  const { engine } = form.values;
  const send = async () => {
    let made: Repository | undefined;
    const done = await form.submit(async ({ password, ...values }) => {
      made = await api.post<Repository>('/backups/repositories', { ...values, ...(password && { password }) });
    });
    if (!done || !made) return;
    await refresh('backups');
    toast(words.made);
    if (made.generatedPassword) onMade(made);
    else onClose();
  };
  return (
    <form
      noValidate
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextInput label={words.name} required data-autofocus maxLength={100} {...form.text('name')} />
      <Radio.Group
        label={words.engine}
        value={engine}
        onChange={(value) => form.set({ engine: value as Repository['engine'] })}
        error={form.errors['engine']}
      >
        <div className="stack tight" style={{ paddingTop: 6 }}>
          {(['archive', 'restic'] as const).map((each) => (
            <Radio key={each} value={each} label={words.engines[each]} description={words.engineHints[each]} />
          ))}
        </div>
      </Radio.Group>
      <TextInput label={words.location} description={words.locationHint} placeholder="/srv/backups" required {...form.text('location')} />
      <PasswordInput
        label={`${words.password} (${common.optional})`}
        description={engine === 'restic' ? `${words.passwordHint} ${words.passwordHintRestic}` : words.passwordHint}
        autoComplete="new-password"
        {...form.text('password')}
      />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {common.cancel}
        </Button>
        <Button type="submit" loading={form.isBusy}>
          {words.add}
        </Button>
      </div>
    </form>
  );
}

/** The name alone can change; the place and the kind are what the recovery points rely on. */
export function RenameRepositoryDialog({ repository, onClose }: { repository: Repository; onClose: () => void }) {
  const words = useWords(repositoryWords);
  const common = useWords(commonWords);
  const form = useFields({ name: repository.name });
  const send = async () => {
    const done = await form.submit((values) =>
      api.patch(`/backups/repositories/${repository.id}`, values, { ifMatch: repository.version }),
    );
    if (!done) return;
    await refresh('backups');
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.rename} size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextInput label={words.name} required data-autofocus maxLength={100} {...form.text('name')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
