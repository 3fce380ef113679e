import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { useDraft } from '../ui/draft.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { pendIncident, resumeIncident } from './verbs.ts';

/** The morning so many days ahead, as a field for date and time wants it. */
function morning(days: number): string {
  const at = new Date();
  at.setDate(at.getDate() + days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T09:00`;
}

export function PendDialog({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const { run, isBusy } = useIncidentAct();
  const [reason, setReason, clear] = useDraft(`pend:${base.id}`, '');
  const [until, setUntil] = useState('');
  const toMonday = (8 - new Date().getDay()) % 7 || 7;
  const submit = () =>
    run(base, {
      work: (target) => pendIncident(target, reason, until ? new Date(until).toISOString() : null),
      done: words.done.pended,
      undo: (after) => resumeIncident(after),
      onDone: () => {
        clear();
        close();
      },
    });
  return (
    <DialogForm title={words.pend} action={words.pend} isBusy={isBusy} isReady={reason.trim() !== ''} close={close} submit={submit}>
      <TextInput
        label={words.reasonPend}
        placeholder={words.reasonPlaceholder}
        data-autofocus
        required
        withAsterisk={false}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={words.until}
        description={words.untilHint}
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <div className="row tight">
        {(
          [
            ['tomorrow', 1],
            ['monday', toMonday],
            ['week', 7],
          ] as const
        ).map(([name, days]) => (
          <Button key={name} variant="light" size="compact-sm" onClick={() => setUntil(morning(days))}>
            {words.untils[name]}
          </Button>
        ))}
      </div>
    </DialogForm>
  );
}
