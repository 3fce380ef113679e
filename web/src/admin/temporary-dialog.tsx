import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { fieldTime, instantOf } from '../on-call/local-time.ts';
import { randomUuid } from '../ui/random-uuid.ts';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { OnCallSchedule } from './service-level-types.ts';

interface ShiftForm {
  key: string;
  personId: string | null;
  startAt: string;
  endAt: string;
}

const nextMidnight = (days: number): string => {
  const now = new Date();
  return fieldTime(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).getTime());
};

/** Sets a schedule aside for a while: nothing but these shifts holds. */
export function TemporaryDialog({ schedule, onClose }: { schedule: OnCallSchedule; onClose: () => void }) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const common = useWords(commonWords);
  const fresh = (startAt: string, endAt: string): ShiftForm => ({ key: randomUuid(), personId: null, startAt, endAt });
  const form = useFields({
    startAt: nextMidnight(1),
    endAt: nextMidnight(2),
    reason: '',
    shifts: [fresh(nextMidnight(1), nextMidnight(2))],
  });
  const { shifts } = form.values;
  const change = (shift: ShiftForm, patch: Partial<ShiftForm>) =>
    form.set({ shifts: shifts.map((each) => (each === shift ? { ...each, ...patch } : each)) });
  const send = async () => {
    const done = await form.submit(({ startAt, endAt, reason, shifts: all }) =>
      api.post(`/on-call/schedules/${schedule.id}/temporary-schedules`, {
        startAt: instantOf(startAt),
        endAt: instantOf(endAt),
        reason: reason.trim() || null,
        shifts: all.map((shift) => ({ personId: shift.personId, startAt: instantOf(shift.startAt), endAt: instantOf(shift.endAt) })),
      }),
    );
    if (!done) return;
    await refresh('on-call');
    toast(own.temporaryMade);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={own.temporary}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="muted">{own.temporaryText}</p>
        <div className="grid-2">
          <TextInput type="datetime-local" label={words.from} required {...form.text('startAt')} />
          <TextInput type="datetime-local" label={words.to} required {...form.text('endAt')} />
        </div>
        {shifts.map((shift, index) => (
          <ShiftFields
            key={shift.key}
            shift={shift}
            place={index + 1}
            fault={faultOf(form.errors, index)}
            onChange={(patch) => change(shift, patch)}
            onRemove={() => form.set({ shifts: shifts.filter((each) => each !== shift) })}
          />
        ))}
        <div>
          <Button
            variant="default"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => form.set({ shifts: [...shifts, fresh(shifts.at(-1)?.endAt ?? form.values.startAt, form.values.endAt)] })}
          >
            {own.temporaryAdd}
          </Button>
        </div>
        <TextInput label={`${words.reason} (${common.optional})`} maxLength={500} {...form.text('reason')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={shifts.some(({ personId }) => personId === null)}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const faultOf = (errors: Record<string, string>, index: number): string =>
  Object.entries(errors)
    .filter(([at]) => at.startsWith(`shifts.${index}`))
    .map(([, message]) => message)
    .join(', ');

interface ShiftProps {
  shift: ShiftForm;
  place: number;
  fault: string;
  onChange: (patch: Partial<ShiftForm>) => void;
  onRemove: () => void;
}

function ShiftFields({ shift, place, fault, onChange, onRemove }: ShiftProps) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  return (
    <fieldset className="step">
      <legend className="row tight">
        {own.temporaryShift(place)}
        <ActionIcon size={26} aria-label={own.temporaryRemove(place)} onClick={onRemove}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      </legend>
      <TechnicianPicker label={own.person} value={shift.personId} onChange={(personId) => onChange({ personId })} />
      <div className="grid-2">
        <TextInput
          type="datetime-local"
          label={words.from}
          value={shift.startAt}
          onChange={(event) => onChange({ startAt: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={words.to}
          value={shift.endAt}
          onChange={(event) => onChange({ endAt: event.currentTarget.value })}
        />
      </div>
      {fault && <p className="bad small">{fault}</p>}
    </fieldset>
  );
}
