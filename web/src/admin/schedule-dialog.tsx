import { ActionIcon, Button, Modal, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deviceZone, zonesWith } from '../i18n/time-zones.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import { WeekEditor } from './hours-editor.tsx';
import { PeopleEditor } from './people-editor.tsx';
import type { OnCallSchedule, Rotation, Week } from './service-level-types.ts';

type RotationForm = Rotation & { key: string };

const newRotation = (name: string): RotationForm => ({
  key: crypto.randomUUID(),
  name,
  type: 'weekly',
  every: 1,
  startsOn: new Date().toLocaleDateString('sv'),
  handoverAt: '09:00',
  participantIds: [],
  week: null,
});

/** People who take turns, in one rotation or several. */
export function ScheduleDialog({ schedule, onClose }: { schedule: OnCallSchedule | null; onClose: () => void }) {
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: schedule?.name ?? '',
    timeZone: schedule?.timeZone ?? deviceZone(),
    rotations: schedule ? schedule.rotations.map((rotation) => ({ ...rotation, key: crypto.randomUUID() })) : [newRotation(words.rotation)],
  });
  const { rotations, timeZone } = form.values;
  const send = async () => {
    const done = await form.submit(({ rotations: all, ...values }) => {
      const body = { ...values, rotations: all.map(({ key: _, ...rotation }) => rotation) };
      return schedule
        ? api.patch(`/on-call/schedules/${schedule.id}`, body, { ifMatch: schedule.version })
        : api.post('/on-call/schedules', body);
    });
    if (!done) return;
    await refresh('on-call');
    toast(common.saved);
    onClose();
  };
  const change = (rotation: RotationForm, patch: Partial<Rotation>) =>
    form.set({ rotations: rotations.map((each) => (each === rotation ? { ...each, ...patch } : each)) });
  const faultOf = (index: number) =>
    Object.entries(form.errors)
      .filter(([at]) => at.startsWith(`rotations.${index}`))
      .map(([, message]) => message)
      .join(', ');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
      title={schedule ? words.editSchedule(schedule.name) : words.addSchedule}
    >
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="grid-2">
          <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            data={zonesWith(timeZone)}
            {...form.choice('timeZone')}
          />
        </div>
        {rotations.map((rotation, index) => (
          <RotationFields
            key={rotation.key}
            rotation={rotation}
            fault={faultOf(index)}
            onChange={(patch) => change(rotation, patch)}
            onRemove={rotations.length > 1 ? () => form.set({ rotations: rotations.filter((each) => each !== rotation) }) : undefined}
          />
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => form.set({ rotations: [...rotations, newRotation(words.rotation)] })}
          >
            {words.addRotation}
          </Button>
        </div>
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

interface RotationProps {
  rotation: RotationForm;
  fault: string;
  onChange: (patch: Partial<Rotation>) => void;
  onRemove: (() => void) | undefined;
}

const nights: Week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['18:00', '08:00']]]));

function RotationFields({ rotation, fault, onChange, onRemove }: RotationProps) {
  const words = useWords(escalationWords);
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const named = rotation.participantIds.map((id) => ({ id, name: people.data?.items.find((person) => person.id === id)?.name ?? '…' }));
  return (
    <fieldset className="step">
      <legend className="row tight">
        <TextInput
          aria-label={words.rotation}
          size="xs"
          value={rotation.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        {onRemove && (
          <ActionIcon size={26} aria-label={words.removeRotation} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </legend>
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
          type="date"
          label={words.startsOn}
          value={rotation.startsOn}
          onChange={(event) => onChange({ startsOn: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={words.handoverAt}
          value={rotation.handoverAt}
          onChange={(event) => onChange({ handoverAt: event.currentTarget.value })}
        />
      </div>
      <PeopleEditor title={words.participants} people={named} onChange={(next) => onChange({ participantIds: next.map(({ id }) => id) })} />
      <Switch
        size="xs"
        label={words.onlyNights}
        checked={rotation.week !== null}
        onChange={(event) => onChange({ week: event.currentTarget.checked ? nights : null })}
      />
      {rotation.week && <WeekEditor week={rotation.week} onChange={(week) => onChange({ week })} />}
      {fault && <p className="bad small">{fault}</p>}
    </fieldset>
  );
}
