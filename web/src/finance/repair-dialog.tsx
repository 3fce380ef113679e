import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { asTyped, typedAmount, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import type { Repair } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { MoneyFields } from './money-fields.tsx';
import { SupplierField } from './pickers.tsx';

type Props =
  | { repair: Repair; asset?: undefined; onClose: () => void }
  | { repair?: undefined; asset: { id: string; name: string }; onClose: () => void };

const begun = (repair: Repair | undefined) => ({
  title: repair?.title ?? '',
  kind: repair?.kind ?? 'repair',
  supplierId: repair?.supplier?.id ?? null,
  reference: repair?.reference ?? '',
  expectedOn: repair?.expectedOn ?? '',
  cost: asTyped(repair?.cost),
  currency: repair?.currency ?? 'EUR',
  isWarranty: repair?.isWarranty ?? false,
  isAway: true,
  notes: repair?.notes ?? '',
});

/** Sends a device to repair, or edits what is known of a repair. */
export function RepairDialog({ repair, asset, onClose }: Props) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const form = useFields(begun(repair));
  const save = useSaved(form, ['repairs', 'assets'], onClose);
  const send = () =>
    save(({ isAway, reference, expectedOn, cost, notes, ...values }) => {
      const texts = { reference: typedText(reference), expectedOn: expectedOn || null, cost: typedAmount(cost), notes: typedText(notes) };
      const body = { ...values, ...texts };
      if (repair) return api.patch(`/repairs/${repair.id}`, body, { ifMatch: repair.version });
      return api.post(`/assets/${asset.id}/repairs`, { ...body, isAway });
    });
  return (
    <DialogForm
      isCheckedByServer
      title={repair ? words.repairs.edit(repair.number) : words.repairs.beginTitle(asset.name)}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
    >
      <TextInput label={words.repairs.what} required data-autofocus maxLength={200} {...form.text('title')} />
      <Select
        label={words.repairs.kind}
        allowDeselect={false}
        data={Object.entries(words.repairs.kinds).map(([value, label]) => ({ value, label }))}
        {...form.choice('kind')}
      />
      <SupplierField form={form} known={repair?.supplier ?? null} />
      <div className="grid-2">
        <TextInput label={`${words.repairs.reference} (${common.optional})`} maxLength={120} {...form.text('reference')} />
        <TextInput type="date" label={`${words.repairs.expectedOn} (${common.optional})`} {...form.text('expectedOn')} />
      </div>
      <MoneyFields form={form} />
      {!repair && <Checkbox label={words.repairs.isAway} {...form.flag('isAway')} />}
      <Checkbox label={words.repairs.isWarranty} {...form.flag('isWarranty')} />
      <Textarea label={`${words.notes} (${common.optional})`} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
    </DialogForm>
  );
}
