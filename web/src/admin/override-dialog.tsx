import { Button, Modal, Select, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import type { OnCallSchedule } from './service-level-types.ts';

const local = (ms: number) => new Date(ms).toLocaleString('sv').slice(0, 16).replace(' ', 'T');

/** Somebody takes over for a while. */
export function OverrideDialog({ schedule, onClose }: { schedule: OnCallSchedule; onClose: () => void }) {
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const form = useFields({
    personId: null as string | null,
    replacesPersonId: null as string | null,
    startAt: local(Date.now()),
    endAt: local(Date.now() + 86_400_000),
    reason: '',
  });
  const participants = [...new Set(schedule.rotations.flatMap((rotation) => rotation.participantIds))];
  const options = participants.map((id) => ({ value: id, label: people.data?.items.find((person) => person.id === id)?.name ?? '…' }));
  const send = async () => {
    const done = await form.submit(({ startAt, endAt, reason, ...values }) =>
      api.post(`/on-call/schedules/${schedule.id}/overrides`, {
        ...values,
        startAt: new Date(startAt).toISOString(),
        endAt: new Date(endAt).toISOString(),
        reason: reason.trim() || null,
      }),
    );
    if (!done) return;
    await refresh('on-call');
    toast(words.overrideMade);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.override}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="muted">{words.overrideText}</p>
        <TechnicianPicker
          label={words.takesOver}
          data-autofocus
          value={form.values.personId}
          error={form.errors['personId']}
          onChange={(personId) => form.set({ personId })}
        />
        <Select label={words.replaces} clearable placeholder={words.everybody} data={options} {...form.choice('replacesPersonId')} />
        <div className="grid-2">
          <TextInput type="datetime-local" label={words.from} required {...form.text('startAt')} />
          <TextInput type="datetime-local" label={words.to} required {...form.text('endAt')} />
        </div>
        <TextInput label={`${words.reason} (${common.optional})`} maxLength={500} {...form.text('reason')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!form.values.personId && !form.values.replacesPersonId}>
            {words.override}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
