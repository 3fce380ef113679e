import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker, LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import type { BulkAction } from './list-types.ts';
import { listWords } from './list-words.ts';

type Target = 'person' | 'location' | 'host';
type CustodyKind = Exclude<BulkAction['type'], 'edit'>;

export const firstCustody = {
  target: 'person' as Target,
  receiverId: null as string | null,
  locationId: null as string | null,
  dueOn: '',
  note: '',
  status: 'retired' as 'retired' | 'disposed',
};
export type CustodyValues = typeof firstCustody;

interface Props {
  kind: CustodyKind;
  values: CustodyValues;
  onChange: (values: CustodyValues) => void;
}

/** To whom or what many devices go, where they come back to, or how they leave. */
export function BulkCustodyFields({ kind, values, onChange }: Props) {
  const words = useWords(listWords);
  const common = useWords(commonWords);
  const set = (patch: Partial<CustodyValues>) => onChange({ ...values, ...patch });
  return (
    <>
      {kind === 'checkOut' && <Receiver values={values} set={set} />}
      {kind === 'checkIn' && (
        <LocationPicker
          label={`${words.location} (${common.optional})`}
          value={values.locationId}
          onChange={(locationId) => set({ locationId })}
        />
      )}
      {kind === 'retire' && (
        <Select
          label={words.retire}
          allowDeselect={false}
          data={Object.entries(words.retireStatus).map(([value, label]) => ({ value, label }))}
          value={values.status}
          onChange={(status) => set({ status: status === 'disposed' ? 'disposed' : 'retired' })}
        />
      )}
      {kind !== 'reinstate' && (
        <Textarea
          label={`${words.note} (${common.optional})`}
          autosize
          minRows={2}
          maxLength={2000}
          value={values.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      )}
    </>
  );
}

function Receiver({ values, set }: { values: CustodyValues; set: (patch: Partial<CustodyValues>) => void }) {
  const words = useWords(listWords);
  const common = useWords(commonWords);
  const Picker = { person: PersonPicker, location: LocationPicker, host: AssetPicker }[values.target];
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={words.to}
        data={(['person', 'location', 'host'] as const).map((value) => ({ value, label: words[value] }))}
        value={values.target}
        onChange={(target) => set({ target: target as Target, receiverId: null })}
      />
      <Picker
        key={values.target}
        data-autofocus
        label={words[values.target]}
        value={values.receiverId}
        onChange={(receiverId) => set({ receiverId })}
      />
      <TextInput
        type="date"
        label={`${words.dueBack} (${common.optional})`}
        value={values.dueOn}
        onChange={(event) => set({ dueOn: event.currentTarget.value })}
      />
    </>
  );
}

/** The action that the form says, or null while something is missing. */
export function custodyActionOf(kind: BulkAction['type'], values: CustodyValues): BulkAction | null {
  const note = values.note.trim() || null;
  if (kind === 'checkIn') return { type: 'checkIn', note, ...(values.locationId && { locationId: values.locationId }) };
  if (kind === 'retire') return { type: 'retire', status: values.status, note };
  if (kind === 'reinstate') return { type: 'reinstate' };
  if (kind !== 'checkOut' || !values.receiverId) return null;
  const receiver = { person: 'personId', location: 'locationId', host: 'assetId' }[values.target];
  const dueAt = values.dueOn ? new Date(`${values.dueOn}T18:00`).toISOString() : null;
  return { type: 'checkOut', [receiver]: values.receiverId, dueAt, note };
}
