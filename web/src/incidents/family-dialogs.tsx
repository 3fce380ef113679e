import { Checkbox, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { deskWords } from './desk-words.ts';
import type { Family } from './family-types.ts';
import { familyWords } from './family-words.ts';
import { IncidentListPicker } from './incident-list-picker.tsx';
import { IncidentPicker } from './incident-picker.tsx';

interface Props {
  incident: Incident;
  close: () => void;
}

/** Sends, reads the incidents anew, tells, closes. */
function useSend(close: () => void) {
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const send = <T,>(work: () => Promise<T>, done: (answer: T) => string, undo?: () => Promise<unknown>) =>
    act(async () => {
      const answer = await work();
      await refresh('incidents');
      toast(done(answer), undo && { undo: () => undo().then(() => refresh('incidents'), tell) });
      close();
    });
  return { isBusy, send };
}

export function ParentDialog({ incident, close }: Props) {
  const words = useWords(familyWords);
  const { isBusy, send } = useSend(close);
  const [parentId, setParentId] = useState<string | null>(null);
  const path = `/incidents/${incident.id}/parent`;
  const submit = () =>
    send(
      () => api.put<Family>(path, { parentId }),
      (family) => words.done.parentSet(family.parent?.number ?? ''),
      () => api.delete(path),
    );
  return (
    <DialogForm title={words.setParent} action={words.setParent} isBusy={isBusy} isReady={parentId !== null} close={close} submit={submit}>
      <p className="muted">{words.addChildrenLead}</p>
      <IncidentPicker label={words.parent} value={parentId} except={incident.id} onChange={setParentId} />
    </DialogForm>
  );
}

export function AddChildrenDialog({ incident, close }: Props) {
  const words = useWords(familyWords);
  const { isBusy, send } = useSend(close);
  const [incidentIds, setIds] = useState<string[]>([]);
  const submit = () =>
    send(
      () => api.post(`/incidents/${incident.id}/children`, { incidentIds }),
      () => words.done.childrenAdded(incidentIds.length),
      () => Promise.all(incidentIds.map((id) => api.delete(`/incidents/${id}/parent`))),
    );
  return (
    <DialogForm
      title={words.addChildren}
      action={words.addChildren}
      isBusy={isBusy}
      isReady={incidentIds.length > 0}
      close={close}
      submit={submit}
    >
      <p className="muted">{words.addChildrenLead}</p>
      <IncidentListPicker except={incident.id} ids={incidentIds} onChange={setIds} />
    </DialogForm>
  );
}

export function AnswerAllDialog({ incident, count, close }: Props & { count: number }) {
  const words = useWords(familyWords);
  const { isBusy, send } = useSend(close);
  const [body, setBody] = useState('');
  const [alsoParent, setAlsoParent] = useState(true);
  const submit = () =>
    send(
      () => api.post(`/incidents/${incident.id}/children/answers`, { body, alsoParent }),
      () => words.done.answering,
    );
  return (
    <DialogForm title={words.answerAll} action={words.send} isBusy={isBusy} isReady={body.trim() !== ''} close={close} submit={submit}>
      <p className="muted">{words.answerAllLead(count)}</p>
      <Textarea
        label={words.words}
        data-autofocus
        autosize
        minRows={4}
        maxRows={14}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
      <Checkbox label={words.alsoParent} checked={alsoParent} onChange={(event) => setAlsoParent(event.currentTarget.checked)} />
    </DialogForm>
  );
}

export function ResolveAllDialog({ incident, count, close }: Props & { count: number }) {
  const words = useWords(familyWords);
  const desk = useWords(deskWords);
  const { isBusy, send } = useSend(close);
  const [code, setCode] = useState('fixed');
  const [note, setNote] = useState('');
  const [alsoParent, setAlsoParent] = useState(incident.canResolve);
  const submit = () =>
    send(
      () => api.post(`/incidents/${incident.id}/children/resolutions`, { code, note, alsoParent }),
      () => words.done.resolving,
    );
  return (
    <DialogForm title={words.resolveAll} action={words.resolveAll} isBusy={isBusy} close={close} submit={submit}>
      <p className="muted">{words.resolveAllLead(count)}</p>
      <Select
        label={desk.code}
        allowDeselect={false}
        data={Object.entries(desk.codes).map(([value, label]) => ({ value, label }))}
        value={code}
        onChange={(value) => value && setCode(value)}
      />
      <Textarea
        label={desk.note}
        description={desk.noteHint}
        placeholder={desk.notePlaceholder}
        data-autofocus
        autosize
        minRows={3}
        maxRows={12}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {incident.canResolve && (
        <Checkbox label={words.alsoParent} checked={alsoParent} onChange={(event) => setAlsoParent(event.currentTarget.checked)} />
      )}
    </DialogForm>
  );
}
