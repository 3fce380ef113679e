import { ActionIcon, NumberInput, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { escalationWords } from './escalation-words.ts';
import { WeekEditor } from './hours-editor.tsx';
import { type HoursKind, hoursKindOf, hoursOf } from './hours-kind.ts';
import { onCallEditorWords } from './on-call-words.ts';
import { PeopleEditor } from './people-editor.tsx';
import type { Rotation } from './service-level-types.ts';

export type RotationForm = Rotation & { key: string };

interface RotationProps {
  rotation: RotationForm;
  /** Its place from the lowest, which is 1. */
  place: number;
  fault: string;
  onChange: (patch: Partial<Rotation>) => void;
  onRemove: (() => void) | undefined;
  onRaise: (() => void) | undefined;
  onLower: (() => void) | undefined;
}

/** One layer: who takes turns, for how long, at which hours, and whether they are called first. */
export function RotationFields({ rotation, place, fault, onChange, onRemove, onRaise, onLower }: RotationProps) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const named = rotation.participantIds.map((id) => ({ id, name: people.data?.items.find((person) => person.id === id)?.name ?? '…' }));
  return (
    <fieldset className="step">
      <legend className="row tight">
        {own.layer(place)}
        <TextInput
          aria-label={own.layerName(place)}
          size="xs"
          value={rotation.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        {onRaise && (
          <ActionIcon size={26} aria-label={own.raise(place)} onClick={onRaise}>
            <IconArrowUp size={15} aria-hidden />
          </ActionIcon>
        )}
        {onLower && (
          <ActionIcon size={26} aria-label={own.lower(place)} onClick={onLower}>
            <IconArrowDown size={15} aria-hidden />
          </ActionIcon>
        )}
        {onRemove && (
          <ActionIcon size={26} aria-label={own.removeLayer(place)} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </legend>
      <Rhythm rotation={rotation} onChange={onChange} />
      <PeopleEditor title={words.participants} people={named} onChange={(next) => onChange({ participantIds: next.map(({ id }) => id) })} />
      <Hours rotation={rotation} onChange={onChange} />
      {fault && <p className="bad small">{fault}</p>}
    </fieldset>
  );
}

type PartProps = Pick<RotationProps, 'rotation' | 'onChange'>;

function Rhythm({ rotation, onChange }: PartProps) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  return (
    <div className="grid-4">
      <NumberInput
        label={words.every}
        min={1}
        max={366}
        allowDecimal={false}
        value={rotation.every}
        onChange={(every) => onChange({ every: Number(every) || 1 })}
      />
      <Select
        label={'\u00a0'}
        aria-label={words.every}
        allowDeselect={false}
        data={Object.entries(words.units).map(([value, label]) => ({ value, label }))}
        value={rotation.type}
        onChange={(type) => onChange({ type: (type ?? 'weekly') as Rotation['type'] })}
      />
      <TextInput
        type="time"
        label={words.handoverAt}
        value={rotation.handoverAt}
        onChange={(event) => onChange({ handoverAt: event.currentTarget.value })}
      />
      <Select
        label={own.level}
        allowDeselect={false}
        data={Object.entries(own.levels).map(([value, label]) => ({ value, label }))}
        value={String(rotation.level)}
        onChange={(level) => onChange({ level: Number(level ?? 1) })}
      />
      <TextInput
        type="date"
        label={words.startsOn}
        value={rotation.startsOn}
        onChange={(event) => onChange({ startsOn: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={own.endsOn}
        value={rotation.endsOn ?? ''}
        onChange={(event) => onChange({ endsOn: event.currentTarget.value || null })}
      />
    </div>
  );
}

function Hours({ rotation, onChange }: PartProps) {
  const own = useWords(onCallEditorWords);
  const kind = hoursKindOf(rotation.week);
  return (
    <>
      <Select
        className="hours-kind"
        label={own.hours}
        allowDeselect={false}
        data={Object.entries(own.hourKinds).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(next) => next && onChange({ week: hoursOf(next as HoursKind, rotation.week) })}
      />
      {kind !== 'always' && rotation.week && <WeekEditor week={rotation.week} onChange={(week) => onChange({ week })} />}
    </>
  );
}
