import { Button, Modal, Textarea } from '@mantine/core';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LocationPicker } from '../ui/search-select.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { assetWords } from './asset-words.ts';
import { checkIn, checkOut, receiverOf } from './custody-actions.ts';

/** Takes the device back to a place. */
export function CheckInDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const form = useFields({ locationId: asset.locationId, note: '' });
  const send = async () => {
    let changed: Asset | undefined;
    const done = await form.submit(async ({ locationId, note }) => {
      changed = await checkIn(asset, { locationId: locationId ?? undefined, note: note.trim() || null });
    });
    if (!done) return;
    // What came back broken goes to repair, and is not handed out from there.
    const back = changed?.status === 'in_stock' ? receiverOf(asset) : null;
    toast(words.checkedIn, back ? { undo: () => changed && checkOut(changed, back, { dueAt: asset.dueAt }).catch(tell) } : {});
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`${words.checkIn}: ${asset.name}`}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <LocationPicker
          label={`${words.backTo} (${common.optional})`}
          value={form.values.locationId}
          error={form.errors['locationId']}
          onChange={(locationId) => form.set({ locationId })}
        />
        <Textarea
          data-autofocus
          label={`${words.note} (${common.optional})`}
          placeholder={words.notePlaceholder}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.text('note')}
        />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {words.checkIn}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
