import { Checkbox, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import type { Asset } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { asTyped, typedAmount, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import type { AssetMoney } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { PlanPicker, SupplierField } from './pickers.tsx';

/** Whom a device was bought from, and how it loses its value. */
export function PurchaseDialog({ asset, money, onClose }: { asset: Asset; money: AssetMoney; onClose: () => void }) {
  const words = useWords(financeWords);
  const form = useFields({
    supplierId: money.supplier?.id ?? null,
    orderNumber: money.orderNumber ?? '',
    invoiceNumber: money.invoiceNumber ?? '',
    inServiceOn: money.inServiceOn ?? '',
    planId: money.plan?.isOwn ? money.plan.id : null,
    isNotDepreciated: money.isNotDepreciated,
    salvage: asTyped(money.salvage),
    endOfLifeOn: money.isEndOfLifeEntered ? (money.endOfLifeOn ?? '') : '',
  });
  const save = useSaved(form, ['assets', 'finance'], onClose);
  const send = () =>
    save(({ orderNumber, invoiceNumber, inServiceOn, salvage, endOfLifeOn, ...values }) => {
      const texts = { orderNumber: typedText(orderNumber), invoiceNumber: typedText(invoiceNumber), salvage: typedAmount(salvage) };
      const body = { ...values, ...texts, inServiceOn: inServiceOn || null, endOfLifeOn: endOfLifeOn || null };
      return api.patch(`/assets/${asset.id}/money`, body, { ifMatch: money.version });
    });
  const { values } = form;
  return (
    <DialogForm isCheckedByServer title={words.money.editTitle(asset.name)} isBusy={form.isBusy} close={onClose} submit={send}>
      <SupplierField form={form} known={money.supplier} />
      <div className="grid-2">
        <TextInput label={words.money.orderNumber} maxLength={120} {...form.text('orderNumber')} />
        <TextInput label={words.money.invoiceNumber} maxLength={120} {...form.text('invoiceNumber')} />
        <TextInput type="date" label={words.money.inServiceOn} {...form.text('inServiceOn')} />
        <TextInput type="date" label={words.money.endOfLife} {...form.text('endOfLifeOn')} />
      </div>
      <Checkbox label={words.money.isNotDepreciated} {...form.flag('isNotDepreciated')} />
      {!values.isNotDepreciated && (
        <div className="grid-2">
          <PlanPicker
            label={words.money.plan}
            placeholder={words.money.asKind}
            value={values.planId}
            error={form.errors['planId']}
            onChange={(planId) => form.set({ planId })}
          />
          <TextInput inputMode="decimal" label={words.money.salvage} {...form.text('salvage')} />
        </div>
      )}
    </DialogForm>
  );
}
