import { Button, Modal, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deviceZone, zonesWith } from '../i18n/time-zones.ts';
import { randomUuid } from '../ui/random-uuid.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import { WeekEditor } from './hours-editor.tsx';
import { type HoursKind, hoursKindOf, hoursOf } from './hours-kind.ts';
import { onCallEditorWords } from './on-call-words.ts';
import { RotationFields, type RotationForm } from './rotation-fields.tsx';
import { SchedulePreview } from './schedule-preview.tsx';
import type { OnCallSchedule, Rotation } from './service-level-types.ts';

const newRotation = (name: string): RotationForm => ({
  key: randomUuid(),
  name,
  type: 'weekly',
  every: 1,
  startsOn: new Date().toLocaleDateString('sv'),
  handoverAt: '09:00',
  endsOn: null,
  participantIds: [],
  week: null,
  level: 1,
});

const initial = (schedule: OnCallSchedule | null, name: string) => ({
  name: schedule?.name ?? '',
  timeZone: schedule?.timeZone ?? deviceZone(),
  layering: schedule?.layering ?? ('stacked' as OnCallSchedule['layering']),
  coverWeek: schedule?.coverWeek ?? null,
  isWatched: schedule?.isWatched ?? true,
  rotations: schedule ? schedule.rotations.map((rotation) => ({ ...rotation, key: randomUuid() })) : [newRotation(name)],
});
type Values = ReturnType<typeof initial>;

/** What the API takes: keys are for the page alone. */
export const scheduleBody = ({ rotations, ...values }: Values) => ({
  ...values,
  rotations: rotations.map(({ key: _, ...rotation }) => rotation),
});

/** Layers of people who take turns, with the coming weeks as they would be. */
export function ScheduleDialog({ schedule, onClose }: { schedule: OnCallSchedule | null; onClose: () => void }) {
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  const form = useFields(initial(schedule, words.rotation));
  const send = async () => {
    const done = await form.submit((values) =>
      schedule
        ? api.patch(`/on-call/schedules/${schedule.id}`, scheduleBody(values), { ifMatch: schedule.version })
        : api.post('/on-call/schedules', scheduleBody(values)),
    );
    if (!done) return;
    await refresh('on-call');
    toast(common.saved);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="72rem"
      title={schedule ? words.editSchedule(schedule.name) : words.addSchedule}
    >
      <form
        noValidate
        className="schedule-editor"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="fields">
          <div className="grid-2">
            <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
            <Select
              label={words.timeZone}
              searchable
              allowDeselect={false}
              limit={60}
              data={zonesWith(form.values.timeZone)}
              {...form.choice('timeZone')}
            />
          </div>
          <Layers form={form} />
          <Coverage form={form} />
        </div>
        <SchedulePreview body={scheduleBody(form.values)} scheduleId={schedule?.id} />
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

type Form = ReturnType<typeof useFields<Values>>;

/** The highest layer stands at the top, as it is seen. */
function Layers({ form }: { form: Form }) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const { rotations, layering } = form.values;
  const change = (rotation: RotationForm, patch: Partial<Rotation>) =>
    form.set({ rotations: rotations.map((each) => (each === rotation ? { ...each, ...patch } : each)) });
  const move = (index: number, by: number) => {
    const next = [...rotations];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved!);
    form.set({ rotations: next });
  };
  const faultOf = (index: number) =>
    Object.entries(form.errors)
      .filter(([at]) => at.startsWith(`rotations.${index}`))
      .map(([, message]) => message)
      .join(', ');
  return (
    <>
      {rotations.length > 1 && (
        <div className="stack tight">
          <div className="row">
            <span>{own.layering}</span>
            <SegmentedControl
              size="xs"
              aria-label={own.layering}
              value={layering}
              onChange={(value) => form.set({ layering: value as Values['layering'] })}
              data={Object.entries(own.layerings).map(([value, label]) => ({ value, label }))}
            />
          </div>
          <p className="muted small">{own.layeringText[layering]}</p>
        </div>
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => form.set({ rotations: [...rotations, newRotation(words.rotation)] })}
        >
          {own.addLayer}
        </Button>
      </div>
      {rotations
        .map((rotation, index) => (
          <RotationFields
            key={rotation.key}
            rotation={rotation}
            place={index + 1}
            fault={faultOf(index)}
            onChange={(patch) => change(rotation, patch)}
            onRemove={rotations.length > 1 ? () => form.set({ rotations: rotations.filter((each) => each !== rotation) }) : undefined}
            onRaise={index < rotations.length - 1 ? () => move(index, 1) : undefined}
            onLower={index > 0 ? () => move(index, -1) : undefined}
          />
        ))
        .reverse()}
    </>
  );
}

function Coverage({ form }: { form: Form }) {
  const own = useWords(onCallEditorWords);
  const { coverWeek } = form.values;
  const kind = hoursKindOf(coverWeek);
  return (
    <>
      <Select
        className="hours-kind"
        label={own.cover}
        allowDeselect={false}
        data={Object.entries(own.hourKinds).map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(next) => next && form.set({ coverWeek: hoursOf(next as HoursKind, coverWeek) })}
      />
      {coverWeek && <WeekEditor week={coverWeek} onChange={(week) => form.set({ coverWeek: week })} />}
      <Switch label={own.watched} {...form.flag('isWatched')} />
    </>
  );
}
