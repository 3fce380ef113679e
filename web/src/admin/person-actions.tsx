import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { Secret } from '../ui/secret.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';
import { freshPassword } from './fresh-password.ts';
import { PersonDialog } from './person-dialog.tsx';

async function change(person: Person, changes: object, version?: number): Promise<void> {
  await api.patch(`/people/${person.id}`, changes, version === undefined ? {} : { ifMatch: version });
  await refresh('people');
}

/** What an administrator may do with a person. */
export function PersonActions({ person }: { person: Person }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [isEditing, setEditing] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const deactivate = async () => {
    if (
      !(await ask({ title: words.deactivateTitle(person.name), text: words.deactivateText, action: words.deactivate, isDangerous: true }))
    )
      return;
    const done = await act(() => change(person, { isActive: false }, person.version));
    if (done) toast(words.deactivated, { undo: () => act(() => change(person, { isActive: true })) });
  };
  const resetPassword = async () => {
    if (!(await ask({ title: words.resetTitle(person.name), text: words.resetText, action: words.resetPassword }))) return;
    const password = freshPassword();
    if (await act(() => change(person, { password }, person.version))) setSecret(password);
  };
  return (
    <>
      {question}
      {secret && (
        <Modal opened onClose={() => setSecret(null)} title={words.resetPassword} closeOnClickOutside={false}>
          <Secret label={words.newPassword} value={secret} hint={words.shownOnce} />
        </Modal>
      )}
      {person.isActive ? (
        <Button variant="default" loading={isBusy} onClick={() => void deactivate()}>
          {words.deactivate}
        </Button>
      ) : (
        <Button variant="default" loading={isBusy} onClick={() => void act(() => change(person, { isActive: true }, person.version))}>
          {words.activate}
        </Button>
      )}
      <Button variant="default" onClick={() => void resetPassword()}>
        {words.resetPassword}
      </Button>
      <Button onClick={() => setEditing(true)}>{common.edit}</Button>
      {isEditing && <PersonDialog person={person} onClose={() => setEditing(false)} />}
    </>
  );
}
