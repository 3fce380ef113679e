import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { commonWords } from '../ui/words.ts';
import { calendarWords } from './calendar-words.ts';
import { type ExceptionKind, exceptionKind, hoursFor } from './exception-kind.ts';
import { HoursEditor } from './hours-editor.tsx';
import type { Calendar, Week, Window } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

interface Props {
  week: Week;
  exceptions: Record<string, Window[]>;
  imported: Calendar['imported'];
  fault: string | undefined;
  onChange: (exceptions: Record<string, Window[]>) => void;
}

/** Dates that are closed, shorter, open or otherwise different from their weekday. */
export function ExceptionsEditor({ week, exceptions, imported, fault, onChange }: Props) {
  const words = useWords(serviceLevelWords);
  const without = (gone: string) => Object.fromEntries(Object.entries(exceptions).filter(([each]) => each !== gone));
  const more = useWords(calendarWords);
  const [showsPast, setShowsPast] = useState(false);
  const today = new Date().toLocaleDateString('sv');
  const dates = Object.keys(exceptions).sort();
  const past = dates.filter((date) => date < today);
  return (
    <div className="stack tight">
      <h3>{words.exceptions}</h3>
      <p className="muted small">{words.exceptionsHint}</p>
      {past.length > 0 && (
        <p className="small">
          <button type="button" className="link" aria-expanded={showsPast} onClick={() => setShowsPast(!showsPast)}>
            {more.pastExceptions(past.length)}
          </button>
        </p>
      )}
      {(showsPast ? dates : dates.filter((date) => date >= today)).map((date) => (
        <ExceptionRow
          key={date}
          week={week}
          date={date}
          windows={exceptions[date] ?? []}
          replaces={imported.find((day) => day.date === date)?.name}
          onChange={(windows) => onChange({ ...exceptions, [date]: windows })}
          onRemove={() => onChange(without(date))}
        />
      ))}
      <NewException week={week} taken={exceptions} onAdd={(date, windows) => onChange({ ...exceptions, [date]: windows })} />
      {fault && <p className="bad">{fault}</p>}
    </div>
  );
}

interface RowProps {
  week: Week;
  date: string;
  windows: Window[];
  replaces: string | undefined;
  onChange: (windows: Window[]) => void;
  onRemove: () => void;
}

function ExceptionRow({ week, date, windows, replaces, onChange, onRemove }: RowProps) {
  const words = useWords(calendarWords);
  const common = useWords(commonWords);
  const name = useFormats().date(`${date}T12:00`);
  const kind = exceptionKind(week, date, windows);
  return (
    <div className="week-day exception">
      <span className="number">
        {name}
        {replaces && <span className="muted small"> ({words.importedNote(replaces)})</span>}
      </span>
      <KindSelect label={words.kindOf(name)} value={kind} onChange={(next) => onChange(hoursFor(week, date, next))} />
      {kind !== 'closed' && <HoursEditor name={name} windows={windows} onChange={onChange} />}
      <ActionIcon size={26} variant="subtle" aria-label={`${common.remove}: ${name}`} onClick={onRemove}>
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function KindSelect({ label, value, onChange }: { label: string; value: ExceptionKind; onChange: (kind: ExceptionKind) => void }) {
  const words = useWords(calendarWords);
  const data = Object.entries(words.kinds).map(([kind, text]) => ({ value: kind, label: text }));
  return (
    <Select
      size="xs"
      w={130}
      aria-label={label}
      allowDeselect={false}
      data={data}
      value={value}
      onChange={(next) => next && onChange(next as ExceptionKind)}
    />
  );
}

function NewException({ week, taken, onAdd }: { week: Week; taken: object; onAdd: (date: string, windows: Window[]) => void }) {
  const words = useWords(serviceLevelWords);
  const more = useWords(calendarWords);
  const [date, setDate] = useState('');
  const [kind, setKind] = useState<ExceptionKind>('closed');
  const add = () => {
    onAdd(date, hoursFor(week, date, kind));
    setDate('');
  };
  return (
    <div className="row tight">
      <TextInput type="date" size="xs" aria-label={words.date} value={date} onChange={(event) => setDate(event.currentTarget.value)} />
      <KindSelect label={more.newKind} value={kind} onChange={setKind} />
      <Button variant="default" size="xs" disabled={!date || date in taken} onClick={add}>
        {words.addException}
      </Button>
    </div>
  );
}
