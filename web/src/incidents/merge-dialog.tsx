import { useState } from 'react';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { IncidentPicker } from './incident-picker.tsx';
import { mergeIncident, unmergeIncident } from './verbs.ts';

export function MergeDialog({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const { run, isBusy } = useIncidentAct();
  const [into, setInto] = useState<string | null>(null);
  const submit = () =>
    run(base, {
      work: (target) => mergeIncident(target, into as string),
      done: words.done.merged,
      undo: (after) => unmergeIncident(after),
      onDone: close,
    });
  return (
    <DialogForm title={words.mergeTitle} action={words.mergeTitle} isBusy={isBusy} isReady={into !== null} close={close} submit={submit}>
      <p className="muted">{words.mergeLead}</p>
      <IncidentPicker label={words.mergeTarget} value={into} except={base.id} onChange={setInto} />
    </DialogForm>
  );
}
