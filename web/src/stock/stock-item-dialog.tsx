import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { financeWords } from '../finance/finance-words.ts';
import { SupplierField } from '../finance/pickers.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { LocationPicker } from '../ui/search-select.tsx';
import { asTyped, typedAmount, typedNumber, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import type { StockItem } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

const begun = (item: StockItem | null) => ({
  name: item?.name ?? '',
  kind: item?.kind ?? 'consumable',
  manufacturer: item?.manufacturer ?? '',
  partNumber: item?.partNumber ?? '',
  supplierId: item?.supplier?.id ?? null,
  unit: item?.unit ?? '',
  minimum: asTyped(item?.minimum),
  unitCost: asTyped(item?.unitCost),
  currency: item?.currency ?? 'EUR',
  notes: item?.notes ?? '',
  isActive: item?.isActive ?? true,
  quantity: '0',
  shelfId: null as string | null,
});

type Values = ReturnType<typeof begun>;

function bodyOf({ kind, quantity, shelfId, ...values }: Values, isNew: boolean) {
  const body = {
    ...values,
    manufacturer: typedText(values.manufacturer),
    partNumber: typedText(values.partNumber),
    unit: typedText(values.unit),
    minimum: typedNumber(values.minimum),
    unitCost: typedAmount(values.unitCost),
    notes: typedText(values.notes),
  };
  return isNew ? { ...body, kind, quantity: typedNumber(quantity) ?? 0, shelfId } : body;
}

interface Props {
  item: StockItem | null;
  onClose: () => void;
  onRemoved?: () => void;
}

/** Adds an item with what there is of it, or edits one. */
export function StockItemDialog({ item, onClose, onRemoved = onClose }: Props) {
  const words = useWords(stockWords);
  const money = useWords(financeWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const form = useFields(begun(item));
  const save = useSaved(form, ['stock-items', 'stock-movements'], onClose);
  const send = () =>
    save((values) => {
      const body = bodyOf(values, item === null);
      return item ? api.patch(`/stock-items/${item.id}`, body, { ifMatch: item.version }) : api.post('/stock-items', body);
    });
  const optional = (label: string) => `${label} (${common.optional})`;
  return (
    <DialogForm
      isCheckedByServer
      title={item ? words.edit(item.name) : words.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={item && isLead && <RemoveButton path={`/stock-items/${item.id}`} name={item.name} family="stock-items" done={onRemoved} />}
    >
      <TextInput label={money.name} required data-autofocus maxLength={200} {...form.text('name')} />
      {!item && <NewItemFields form={form} />}
      <div className="grid-2">
        <TextInput label={optional(words.manufacturer)} maxLength={120} {...form.text('manufacturer')} />
        <TextInput label={optional(words.partNumber)} maxLength={120} {...form.text('partNumber')} />
        <TextInput inputMode="numeric" label={optional(words.minimum)} {...form.text('minimum')} />
        <TextInput label={optional(words.unit)} maxLength={30} {...form.text('unit')} />
        <TextInput inputMode="decimal" label={optional(words.unitCost)} {...form.text('unitCost')} />
        <TextInput label={money.currency} maxLength={3} {...form.text('currency')} />
      </div>
      <SupplierField form={form} known={item?.supplier ?? null} />
      <Textarea label={optional(money.notes)} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
      {item && <Checkbox label={words.isActive} {...form.flag('isActive')} />}
    </DialogForm>
  );
}

function NewItemFields({ form }: { form: ReturnType<typeof useFields<Values>> }) {
  const words = useWords(stockWords);
  const kinds = Object.entries(words.kinds).map(([value, name]) => ({ value, label: `${name}: ${words.kindHints[value]}` }));
  return (
    <>
      <Select label={words.kind} allowDeselect={false} data={kinds} {...form.choice('kind')} />
      <div className="grid-2">
        <TextInput inputMode="numeric" label={words.quantityNow} {...form.text('quantity')} />
        <LocationPicker
          label={words.shelf}
          placeholder={words.noShelf}
          value={form.values.shelfId}
          error={form.errors['shelfId']}
          onChange={(shelfId) => form.set({ shelfId })}
        />
      </div>
    </>
  );
}
