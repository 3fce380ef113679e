import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { financeWords } from '../finance/finance-words.ts';
import { MoneyFields } from '../finance/money-fields.tsx';
import { SupplierField } from '../finance/pickers.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { asTyped, typedAmount, typedNumber, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import type { Licence } from './licence-types.ts';
import { licenceWords } from './licence-words.ts';

const begun = (licence: Licence | null) => ({
  name: licence?.name ?? '',
  publisher: licence?.publisher ?? '',
  metric: licence?.metric ?? 'person',
  seats: asTyped(licence?.seats),
  softwareIds: licence?.software.map(({ id }) => id) ?? [],
  key: '',
  supplierId: licence?.supplier?.id ?? null,
  orderNumber: licence?.orderNumber ?? '',
  purchasedOn: licence?.purchasedOn ?? '',
  expiresOn: licence?.expiresOn ?? '',
  cost: asTyped(licence?.cost),
  currency: licence?.currency ?? 'EUR',
  isReassignable: licence?.isReassignable ?? true,
  notes: licence?.notes ?? '',
});
type Values = ReturnType<typeof begun>;

const bodyOf = ({ metric, key, ...values }: Values, isNew: boolean) => ({
  ...values,
  publisher: typedText(values.publisher),
  seats: typedNumber(values.seats),
  orderNumber: typedText(values.orderNumber),
  purchasedOn: values.purchasedOn || null,
  expiresOn: values.expiresOn || null,
  cost: typedAmount(values.cost),
  notes: typedText(values.notes),
  // What is kept stays unless something was typed.
  ...(key.trim() && { key }),
  ...(isNew && { metric }),
});

interface Props {
  licence: Licence | null;
  onClose: () => void;
  onRemoved?: () => void;
}

/** Adds a licence, or edits one. */
export function LicenceDialog({ licence, onClose, onRemoved = onClose }: Props) {
  const words = useWords(licenceWords);
  const money = useWords(financeWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const form = useFields(begun(licence));
  const save = useSaved(form, ['licences'], onClose);
  const send = () =>
    save((values) => {
      const body = bodyOf(values, licence === null);
      return licence ? api.patch(`/licences/${licence.id}`, body, { ifMatch: licence.version }) : api.post('/licences', body);
    });
  const optional = (label: string) => `${label} (${common.optional})`;
  return (
    <DialogForm
      isCheckedByServer
      size="lg"
      title={licence ? words.edit(licence.name) : words.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={
        licence && isLead && <RemoveButton path={`/licences/${licence.id}`} name={licence.name} family="licences" done={onRemoved} />
      }
    >
      <TextInput label={money.name} required data-autofocus maxLength={200} {...form.text('name')} />
      {!licence && (
        <Select
          label={words.metric}
          allowDeselect={false}
          data={Object.entries(words.metrics).map(([value, label]) => ({ value, label }))}
          {...form.choice('metric')}
        />
      )}
      <SoftwareField form={form} known={licence?.software ?? []} />
      <div className="grid-2">
        <TextInput inputMode="numeric" label={words.seats} placeholder={words.unlimited} {...form.text('seats')} />
        <TextInput label={optional(words.publisher)} maxLength={200} {...form.text('publisher')} />
        <TextInput type="date" label={optional(words.purchasedOn)} {...form.text('purchasedOn')} />
        <TextInput type="date" label={optional(words.expiresOn)} {...form.text('expiresOn')} />
        <TextInput label={optional(words.orderNumber)} maxLength={120} {...form.text('orderNumber')} />
      </div>
      <MoneyFields form={form} />
      <SupplierField form={form} known={licence?.supplier ?? null} />
      <Textarea
        label={optional(words.key)}
        autosize
        autoComplete="off"
        placeholder={licence?.hasKey ? words.keyKept : ''}
        maxLength={10_000}
        {...form.text('key')}
      />
      <Checkbox label={words.isReassignable} {...form.flag('isReassignable')} />
      <Textarea label={optional(money.notes)} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
    </DialogForm>
  );
}

interface Title {
  id: string;
  name: string;
  publisher: string | null;
}

function SoftwareField({ form, known }: { form: ReturnType<typeof useFields<Values>>; known: Title[] }) {
  const words = useWords(licenceWords);
  const common = useWords(commonWords);
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 180);
  const found = useGet<Page<Title>>('/software', { q: q || undefined, limit: 30 });
  const [chosen, setChosen] = useState(known);
  const titles = new Map([...chosen, ...(found.data?.items ?? [])].map((title) => [title.id, title]));
  return (
    <MultiSelect
      searchable
      label={`${words.software} (${common.optional})`}
      description={words.softwareHint}
      data={[...titles.values()].map(({ id, name, publisher }) => ({ value: id, label: publisher ? `${name} (${publisher})` : name }))}
      value={form.values.softwareIds}
      error={Object.entries(form.errors).find(([at]) => at.startsWith('softwareIds'))?.[1]}
      onSearchChange={setTyped}
      onChange={(ids) => {
        setChosen(ids.flatMap((id) => titles.get(id) ?? []));
        form.set({ softwareIds: ids });
      }}
      // The server has searched.
      filter={({ options }) => options}
      nothingFoundMessage={common.nothingFound}
    />
  );
}
