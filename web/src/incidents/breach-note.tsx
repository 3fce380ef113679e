import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident, ServiceLevel } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { clockWords } from './clock-words.ts';

/** Why a promise was missed, in the words of a lead. */
export function BreachNote({ incident, clock }: { incident: Incident; clock: ServiceLevel }) {
  const words = useWords(clockWords);
  const { moment } = useFormats();
  const isLead = hasRole(useMe(), 'lead');
  const [isEditing, setEditing] = useState(false);
  const { breachNote } = clock;
  if (isEditing) return <NoteForm incident={incident} clock={clock} close={() => setEditing(false)} />;
  return (
    <>
      {breachNote && (
        <blockquote className="breach-note small">
          <bdi>{breachNote.text}</bdi>
          <footer className="muted">{words.notedBy(breachNote.by?.name ?? '', moment(breachNote.notedAt))}</footer>
        </blockquote>
      )}
      {isLead && (
        <p className="small">
          <button type="button" className="link" onClick={() => setEditing(true)}>
            {breachNote ? words.editNote : words.addNote}
          </button>
        </p>
      )}
    </>
  );
}

function NoteForm({ incident, clock, close }: { incident: Incident; clock: ServiceLevel; close: () => void }) {
  const words = useWords(clockWords);
  const common = useWords(commonWords);
  const [text, setText] = useState(clock.breachNote?.text ?? '');
  const [isBusy, act] = useAct();
  const save = async () => {
    if (!(await act(() => api.put(`/incidents/${incident.id}/service-levels/${clock.id}/breach-note`, { text })))) return;
    await refresh('incidents');
    close();
  };
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        label={words.note}
        description={words.noteHint}
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row tight">
        <Button type="submit" size="compact-sm" loading={isBusy}>
          {common.save}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" onClick={close}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
