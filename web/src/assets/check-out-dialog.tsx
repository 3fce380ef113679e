import { Button, Checkbox, Modal, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker, LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { assetWords } from './asset-words.ts';
import { checkIn, checkOut } from './custody-actions.ts';

type Target = 'person' | 'location' | 'asset';
const fieldOf = { person: 'personId', location: 'locationId', asset: 'assetId' } as const;

/** Hands the device to a person, a place or into another device. */
export function CheckOutDialog({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const [target, setTarget] = useState<Target>(asset.kind === 'server' || asset.kind === 'network' ? 'location' : 'person');
  const [name, setName] = useState<string | null>(null);
  const form = useFields({
    personId: null as string | null,
    locationId: null as string | null,
    assetId: null as string | null,
    dueAt: '',
    note: '',
    despiteReservations: false,
  });
  const [isReserved, setIsReserved] = useState(false);
  const field = fieldOf[target];
  const receiver = form.values[field];
  const send = async () => {
    const { dueAt, note, despiteReservations } = form.values;
    let changed: Asset | undefined;
    const done = await form.submit(async () => {
      changed = await checkOut(
        asset,
        { [field]: receiver },
        { dueAt: dueAt ? new Date(`${dueAt}T18:00`).toISOString() : null, note: note.trim() || null, despiteReservations },
      ).catch((error) => {
        if (error instanceof ApiProblem && error.extra['reason'] === 'reserved') setIsReserved(true);
        throw error;
      });
    });
    if (!done) return;
    toast(words.checkedOut(name ?? ''), {
      undo: () => changed && checkIn(changed, { locationId: asset.locationId ?? undefined }).catch(tell),
    });
    onClose();
  };
  const Picker = { person: PersonPicker, location: LocationPicker, asset: AssetPicker }[target];
  return (
    <Modal opened onClose={onClose} title={`${words.checkOut}: ${asset.name}`}>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <SegmentedControl
          fullWidth
          aria-label={words.toWhom}
          data={Object.entries(words.targets).map(([value, label]) => ({ value, label }))}
          value={target}
          onChange={(value) => setTarget(value as Target)}
        />
        <Picker
          key={target}
          data-autofocus
          label={{ person: words.person, location: words.place, asset: words.otherDevice }[target]}
          value={receiver}
          error={form.errors[field]}
          onChange={(id, label) => {
            form.set({ [field]: id });
            setName(label);
          }}
        />
        <TextInput type="date" label={`${words.expectedBack} (${common.optional})`} min={today()} {...form.text('dueAt')} />
        <Textarea
          label={`${words.note} (${common.optional})`}
          placeholder={words.notePlaceholder}
          autosize
          minRows={2}
          maxLength={2000}
          {...form.text('note')}
        />
        {isReserved && <Checkbox label={words.despiteReservations} {...form.flag('despiteReservations')} />}
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!receiver}>
            {words.checkOut}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const today = () => new Date().toLocaleDateString('sv');
