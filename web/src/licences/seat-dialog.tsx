import { TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { AssetPicker, PersonPicker } from '../ui/search-select.tsx';
import { typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import type { Licence } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';

/** Gives a seat to a person or a device, as the licence has it. */
export function SeatDialog({ licence, onClose }: { licence: Licence; onClose: () => void }) {
  const words = useWords(licenceWords);
  const common = useWords(commonWords);
  const field = licence.metric === 'person' ? 'personId' : 'assetId';
  const form = useFields({ personId: null as string | null, assetId: null as string | null, note: '' });
  const save = useSaved(form, ['licences', 'people', 'assets'], onClose, words.given);
  const holder = form.values[field];
  const Picker = licence.metric === 'person' ? PersonPicker : AssetPicker;
  return (
    <DialogForm
      isCheckedByServer
      title={words.giveTitle(licence.name)}
      action={words.give}
      isBusy={form.isBusy}
      isReady={holder !== null}
      close={onClose}
      submit={() => save(({ note }) => api.post(`/licences/${licence.id}/seats`, { [field]: holder, note: typedText(note) }))}
    >
      <Picker
        data-autofocus
        label={licence.metric === 'person' ? words.person : words.device}
        value={holder}
        error={form.errors[field]}
        onChange={(id) => form.set({ [field]: id })}
      />
      <TextInput label={`${words.note} (${common.optional})`} maxLength={500} {...form.text('note')} />
    </DialogForm>
  );
}
