import { ActionIcon, Button, NumberInput, TextInput } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Incident, TimeEntry, TimeSpent } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { PersonName } from '../ui/marks.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { workWords } from './work-words.ts';

const minutesOf = (spent: string): number => Math.round((durationMs(spent) ?? 0) / 60_000);

/** Time spent on the incident: in all, by whom, and on what. */
export function TimeCard({
  incident,
  isLogging,
  setLogging,
}: {
  incident: Incident;
  isLogging: boolean;
  setLogging: (is: boolean) => void;
}) {
  const words = useWords(workWords);
  const format = useFormats();
  const query = useGet<TimeSpent>(`/incidents/${incident.id}/time-entries`);
  const [edited, setEdited] = useState<TimeEntry | null>(null);
  return (
    <Card
      title={words.time}
      actions={
        <>
          {query.data && query.data.total !== 'PT0S' && (
            <strong className="small">{format.duration(durationMs(query.data.total) ?? 0)}</strong>
          )}
          <ActionIcon size="sm" aria-label={words.log} onClick={() => setLogging(true)}>
            <IconPlus size={16} />
          </ActionIcon>
        </>
      }
    >
      <Loaded query={query} lines={1}>
        {({ items, people }) =>
          items.length === 0 ? (
            <p className="small muted">{words.noTime}</p>
          ) : (
            <ul className="side-list">
              {people.length > 1 &&
                people.map(({ person, spent }) => (
                  <li key={person.id} className="row between nowrap">
                    <PersonName person={person} />
                    <span>{format.duration(durationMs(spent) ?? 0)}</span>
                  </li>
                ))}
              {items.slice(0, 8).map((entry) => (
                <EntryLine key={entry.id} entry={entry} edit={() => setEdited(entry)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isLogging && <TimeDialog incident={incident} entry={null} close={() => setLogging(false)} />}
      {edited && <TimeDialog incident={incident} entry={edited} close={() => setEdited(null)} />}
    </Card>
  );
}

function EntryLine({ entry, edit }: { entry: TimeEntry; edit: () => void }) {
  const words = useWords(workWords);
  const format = useFormats();
  return (
    <li className="row between nowrap small">
      <span className="muted clip">
        {format.moment(entry.workedAt)} · {entry.person?.name}
        {entry.note && `: ${entry.note}`}
      </span>
      <span className="row tight nowrap">
        {format.duration(durationMs(entry.spent) ?? 0)}
        {entry.canChange && (
          <ActionIcon size="xs" aria-label={words.editTime(entry.person?.name ?? '')} onClick={edit}>
            <IconPencil size={13} />
          </ActionIcon>
        )}
      </span>
    </li>
  );
}

function TimeDialog({ incident, entry, close }: { incident: Incident; entry: TimeEntry | null; close: () => void }) {
  const words = useWords(workWords);
  const [minutes, setMinutes] = useState<number | string>(entry ? minutesOf(entry.spent) : 15);
  const [note, setNote] = useState(entry?.note ?? '');
  const [isBusy, act] = useAct();
  const path = `/incidents/${incident.id}/time-entries`;
  const isReady = typeof minutes === 'number' && minutes >= 1 && minutes <= 24 * 60;
  const finish = async (work: () => Promise<unknown>, said: string) => {
    if (!(await act(() => work().then(() => refresh('incidents'))))) return;
    toast(said);
    close();
  };
  const said = { spent: `PT${minutes}M`, note };
  const submit = () =>
    entry
      ? finish(() => api.patch(`${path}/${entry.id}`, said, { ifMatch: entry.version }), words.timeChanged)
      : finish(() => api.post(path, said), words.timeLogged);
  return (
    <DialogForm title={words.log} action={words.log} isBusy={isBusy} isReady={isReady} close={close} submit={submit}>
      <NumberInput label={words.minutes} data-autofocus min={1} max={24 * 60} allowDecimal={false} value={minutes} onChange={setMinutes} />
      <div className="row tight">
        {[5, 15, 30, 60].map((each) => (
          <Button key={each} size="compact-sm" variant="light" onClick={() => setMinutes(each)}>
            {each}
          </Button>
        ))}
      </div>
      <TextInput label={words.timeNote} maxLength={500} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {entry && (
        <Button variant="subtle" color="red" onClick={() => void finish(() => api.delete(`${path}/${entry.id}`), words.timeRemoved)}>
          {words.removeLine}
        </Button>
      )}
    </DialogForm>
  );
}
