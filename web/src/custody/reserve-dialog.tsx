import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { randomUuid } from '../ui/random-uuid.ts';
import { AssetPicker, PersonPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { BusyTimes } from './busy-times.tsx';
import type { Lendable, Reservation } from './custody-types.ts';
import { custodyWords } from './custody-words.ts';

interface Props {
  /** What is reserved; the desk may choose. */
  device: Lendable | null;
  onClose: () => void;
}

const inHours = (hours: number): string => {
  const at = new Date(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const instantOf = (local: string): string | null => (local ? new Date(local).toISOString() : null);

/** Reserves a device for a time; what is typed stays when somebody else was faster. */
export function ReserveDialog({ device, onClose }: Props) {
  const words = useWords(custodyWords);
  const common = useWords(commonWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const [key, setKey] = useState(randomUuid);
  const form = useFields({
    assetId: device?.asset.id ?? null,
    personId: null as string | null,
    fromAt: inHours(0),
    untilAt: inHours(24),
    note: '',
  });
  const { assetId, personId, fromAt, untilAt, note } = form.values;
  const send = async () => {
    const body = {
      assetId,
      fromAt: instantOf(fromAt),
      untilAt: instantOf(untilAt),
      note: note.trim() || null,
      ...(personId && { personId }),
    };
    const done = await form.submit(() => api.post<Reservation>('/reservations', body, { idempotencyKey: key }));
    await refresh('reservations', 'lendable-assets', 'hand-overs/preview');
    // Another try is another wish.
    if (!done) return setKey(randomUuid());
    toast(words.reserved);
    onClose();
  };
  return (
    <DialogForm
      title={device ? words.reserveTitle(device.asset.name) : words.reserve}
      action={words.reserve}
      isBusy={form.isBusy}
      isReady={assetId !== null && fromAt !== '' && untilAt !== ''}
      close={onClose}
      submit={send}
    >
      {!device && (
        <AssetPicker
          data-autofocus
          label={words.device}
          value={assetId}
          error={form.errors['assetId']}
          onChange={(id) => form.set({ assetId: id })}
        />
      )}
      {isTechnician && (
        <PersonPicker
          label={`${words.forWhom} (${common.optional})`}
          value={personId}
          error={form.errors['personId']}
          onChange={(id) => form.set({ personId: id })}
        />
      )}
      <TextInput type="datetime-local" label={words.from} required {...form.text('fromAt')} />
      <TextInput type="datetime-local" label={words.until} required {...form.text('untilAt')} />
      {device && <BusyTimes busy={device.busy} />}
      <Textarea label={`${words.note} (${common.optional})`} autosize minRows={1} maxLength={500} {...form.text('note')} />
    </DialogForm>
  );
}
