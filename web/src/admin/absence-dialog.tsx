import { Button, Modal, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { absenceWords } from './absence-words.ts';

const local = (date: Date) => date.toLocaleString('sv').slice(0, 16).replace(' ', 'T');

/** Midnight so many days from now, by the clock of whoever looks. */
function midnight(days: number): string {
  const date = new Date();
  date.setHours(24 * days, 0, 0, 0);
  return local(date);
}

/** Somebody is away for a while: oneself, or, for a lead, anybody of the desk. */
export function AbsenceDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(absenceWords);
  const common = useWords(commonWords);
  const me = useMe();
  const form = useFields({ personId: me.id as string | null, startAt: midnight(1), endAt: midnight(2), reason: '' });
  const send = async () => {
    const done = await form.submit(({ startAt, endAt, reason, personId }) =>
      api.post('/absences', {
        ...(personId && { personId }),
        startAt: new Date(startAt).toISOString(),
        endAt: new Date(endAt).toISOString(),
        reason: reason.trim() || null,
      }),
    );
    if (!done) return;
    await refresh('absences');
    toast(words.added);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.add}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {hasRole(me, 'lead') && (
          <TechnicianPicker
            label={words.who}
            value={form.values.personId}
            error={form.errors['personId']}
            onChange={(personId) => form.set({ personId })}
          />
        )}
        <div className="grid-2">
          <TextInput type="datetime-local" label={words.from} required {...form.text('startAt')} />
          <TextInput type="datetime-local" label={words.to} required {...form.text('endAt')} />
        </div>
        <TextInput label={`${words.reason} (${common.optional})`} description={words.reasonHint} maxLength={200} {...form.text('reason')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!form.values.startAt || !form.values.endAt}>
            {words.add}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
