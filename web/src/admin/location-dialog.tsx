import { Select, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Location } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deviceZone, zonesWith } from '../i18n/time-zones.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { LocationPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { adminWords } from './admin-words.ts';

/** Adds a location, or edits one. */
export function LocationDialog({ location, onClose }: { location: Location | null; onClose: () => void }) {
  const words = useWords(adminWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: location?.name ?? '',
    parentId: location?.parentId ?? null,
    timeZone: location?.timeZone ?? deviceZone(),
    address: location?.address ?? '',
  });
  const send = async () => {
    const done = await form.submit(async (values) => {
      const body = { ...values, address: values.address.trim() || null };
      await (location ? api.patch(`/locations/${location.id}`, body, { ifMatch: location.version }) : api.post('/locations', body));
    });
    // After a conflict too: the next edit begins with what the colleague saved.
    await refresh('locations');
    if (!done) return;
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={location ? words.editLocation(location.name) : words.addLocation}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
    >
      <TextInput label={words.name} required data-autofocus maxLength={200} {...form.text('name')} />
      <LocationPicker
        label={`${words.partOf} (${common.optional})`}
        value={form.values.parentId}
        error={form.errors['parentId']}
        onChange={(parentId) => form.set({ parentId })}
      />
      <Select
        label={words.timeZone}
        searchable
        allowDeselect={false}
        limit={60}
        data={zonesWith(form.values.timeZone)}
        {...form.choice('timeZone')}
      />
      <TextInput label={`${words.address} (${common.optional})`} maxLength={500} {...form.text('address')} />
    </DialogForm>
  );
}
