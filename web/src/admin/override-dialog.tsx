import { Button, Modal, Select, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { fieldTime, instantOf } from '../on-call/local-time.ts';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { OnCallSchedule, Override } from './service-level-types.ts';

/** Somebody takes over for a while. */
export function OverrideDialog({ schedule, onClose }: { schedule: OnCallSchedule; onClose: () => void }) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const common = useWords(commonWords);
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const form = useFields({
    kind: 'everybody' as Override['kind'],
    personId: null as string | null,
    replacesPersonId: null as string | null,
    startAt: fieldTime(Date.now()),
    endAt: fieldTime(Date.now() + 86_400_000),
    reason: '',
  });
  const { kind, personId, replacesPersonId } = form.values;
  const isReady = (kind === 'remove' || personId !== null) && (kind === 'everybody' || kind === 'add' || replacesPersonId !== null);
  const participants = [...new Set(schedule.rotations.flatMap((rotation) => rotation.participantIds))];
  const options = participants.map((id) => ({ value: id, label: people.data?.items.find((person) => person.id === id)?.name ?? '…' }));
  const send = async () => {
    const done = await form.submit(({ startAt, endAt, reason, ...values }) =>
      api.post(`/on-call/schedules/${schedule.id}/overrides`, {
        ...values,
        startAt: instantOf(startAt),
        endAt: instantOf(endAt),
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
        <Select
          label={own.kind}
          allowDeselect={false}
          data={Object.entries(own.kinds).map(([value, label]) => ({ value, label }))}
          value={kind}
          onChange={(value) => value && form.set({ kind: value as Override['kind'], personId: null, replacesPersonId: null })}
        />
        {kind !== 'remove' && (
          <TechnicianPicker
            label={words.takesOver}
            data-autofocus
            value={form.values.personId}
            error={form.errors['personId']}
            onChange={(personId) => form.set({ personId })}
          />
        )}
        {(kind === 'replace' || kind === 'remove') && (
          <Select label={kind === 'replace' ? words.replaces : own.person} data={options} {...form.choice('replacesPersonId')} />
        )}
        <div className="grid-2">
          <TextInput type="datetime-local" label={words.from} required {...form.text('startAt')} />
          <TextInput type="datetime-local" label={words.to} required {...form.text('endAt')} />
        </div>
        <TextInput label={`${words.reason} (${common.optional})`} maxLength={500} {...form.text('reason')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!isReady}>
            {words.override}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
