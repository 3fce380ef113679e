import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import type { Supplier } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

const texts = ['email', 'phone', 'url', 'contact', 'accountNumber', 'address', 'notes'] as const;

/** Adds a supplier, or edits one. */
export function SupplierDialog({ supplier, onClose }: { supplier: Supplier | null; onClose: () => void }) {
  const words = useWords(financeWords);
  const isLead = hasRole(useMe(), 'lead');
  const form = useFields({
    name: supplier?.name ?? '',
    email: supplier?.email ?? '',
    phone: supplier?.phone ?? '',
    url: supplier?.url ?? '',
    contact: supplier?.contact ?? '',
    accountNumber: supplier?.accountNumber ?? '',
    address: supplier?.address ?? '',
    notes: supplier?.notes ?? '',
    isActive: supplier?.isActive ?? true,
  });
  const save = useSaved(form, ['suppliers'], onClose);
  const send = () =>
    save((values) => {
      const body = { ...values, ...Object.fromEntries(texts.map((name) => [name, typedText(values[name])])) };
      return supplier ? api.patch(`/suppliers/${supplier.id}`, body, { ifMatch: supplier.version }) : api.post('/suppliers', body);
    });
  return (
    <DialogForm
      isCheckedByServer
      title={supplier ? words.suppliers.edit(supplier.name) : words.suppliers.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={
        supplier && isLead && <RemoveButton path={`/suppliers/${supplier.id}`} name={supplier.name} family="suppliers" done={onClose} />
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={200} {...form.text('name')} />
      <div className="grid-2">
        <TextInput label={words.suppliers.contact} maxLength={200} {...form.text('contact')} />
        <TextInput label={words.suppliers.phone} type="tel" maxLength={60} {...form.text('phone')} />
        <TextInput label={words.suppliers.email} type="email" maxLength={254} {...form.text('email')} />
        <TextInput label={words.suppliers.url} type="url" placeholder="https://" maxLength={2000} {...form.text('url')} />
        <TextInput label={words.suppliers.accountNumber} maxLength={120} {...form.text('accountNumber')} />
      </div>
      <Textarea label={words.suppliers.address} autosize minRows={2} maxLength={500} {...form.text('address')} />
      <Textarea label={words.notes} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
      {supplier && <Checkbox label={words.suppliers.isActive} {...form.flag('isActive')} />}
    </DialogForm>
  );
}
