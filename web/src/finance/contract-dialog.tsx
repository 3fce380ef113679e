import { Select, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { asTyped, typedAmount, typedNumber, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import { today } from './day.ts';
import type { Contract } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { MoneyFields } from './money-fields.tsx';
import { SupplierField } from './pickers.tsx';

const optionsOf = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

const begun = (contract: Contract | null) => ({
  name: contract?.name ?? '',
  kind: contract?.kind ?? 'maintenance',
  supplierId: contract?.supplier?.id ?? null,
  reference: contract?.reference ?? '',
  startsOn: contract?.startsOn ?? today(),
  endsOn: contract?.endsOn ?? '',
  renewalMonths: asTyped(contract?.renewalMonths),
  noticeDays: asTyped(contract?.noticeDays ?? 0),
  cancelledOn: contract?.cancelledOn ?? '',
  cost: asTyped(contract?.cost),
  currency: contract?.currency ?? 'EUR',
  costPer: contract?.costPer ?? 'year',
  notes: contract?.notes ?? '',
});

/** Adds a contract, or edits one. */
export function ContractDialog({
  contract,
  onClose,
  onRemoved = onClose,
}: {
  contract: Contract | null;
  onClose: () => void;
  onRemoved?: () => void;
}) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const form = useFields(begun(contract));
  const save = useSaved(form, ['contracts', 'assets'], onClose);
  const send = () =>
    save(({ reference, endsOn, renewalMonths, noticeDays, cancelledOn, cost, notes, ...values }) => {
      const body = {
        ...values,
        reference: typedText(reference),
        endsOn: endsOn || null,
        renewalMonths: typedNumber(renewalMonths),
        noticeDays: typedNumber(noticeDays) ?? 0,
        cancelledOn: cancelledOn || null,
        cost: typedAmount(cost),
        notes: typedText(notes),
      };
      return contract ? api.patch(`/contracts/${contract.id}`, body, { ifMatch: contract.version }) : api.post('/contracts', body);
    });
  return (
    <DialogForm
      isCheckedByServer
      size="lg"
      title={contract ? words.contracts.edit(contract.name) : words.contracts.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={
        contract && isLead && <RemoveButton path={`/contracts/${contract.id}`} name={contract.name} family="contracts" done={onRemoved} />
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={200} {...form.text('name')} />
      <div className="grid-2">
        <Select label={words.contracts.kind} allowDeselect={false} data={optionsOf(words.contracts.kinds)} {...form.choice('kind')} />
        <TextInput label={`${words.contracts.reference} (${common.optional})`} maxLength={120} {...form.text('reference')} />
        <TextInput type="date" required label={words.contracts.startsOn} {...form.text('startsOn')} />
        <TextInput type="date" label={`${words.contracts.endsOn} (${common.optional})`} {...form.text('endsOn')} />
        <TextInput
          inputMode="numeric"
          label={words.contracts.renewalMonths}
          placeholder={words.contracts.noRenewal}
          {...form.text('renewalMonths')}
        />
        <TextInput inputMode="numeric" label={words.contracts.noticeDays} {...form.text('noticeDays')} />
      </div>
      <SupplierField form={form} known={contract?.supplier ?? null} />
      <MoneyFields form={form} />
      <Select label={words.contracts.costPer} allowDeselect={false} data={optionsOf(words.contracts.periods)} {...form.choice('costPer')} />
      {contract && <TextInput type="date" label={`${words.contracts.cancelledOn} (${common.optional})`} {...form.text('cancelledOn')} />}
      <Textarea label={`${words.notes} (${common.optional})`} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
    </DialogForm>
  );
}
