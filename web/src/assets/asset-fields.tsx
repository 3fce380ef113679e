import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { LocationPicker } from '../ui/search-select.tsx';
import type { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { type AssetFormValues, hasImei, hasMacs, hasUuid } from './asset-form.ts';
import { assetWords } from './asset-words.ts';

export type AssetForm = ReturnType<typeof useFields<AssetFormValues>>;

const optionsOf = (words: Record<string, string>, only?: string[]) =>
  Object.entries(words)
    .filter(([value]) => !only || only.includes(value))
    .map(([value, label]) => ({ value, label }));

/** The fields of a device, fitting its kind: a mobile has an IMEI, a server its UUID. */
export function AssetFields({ form, children, isOut }: { form: AssetForm; children?: ReactNode; isOut?: boolean }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const { kind } = form.values;
  return (
    <>
      <Group title={words.whatItIs}>
        <Select label={words.kind} allowDeselect={false} data={optionsOf(common.assetKind)} {...form.choice('kind')} />
        <TextInput label={words.name} placeholder={words.namePlaceholder} required data-autofocus maxLength={200} {...form.text('name')} />
        <TextInput label={words.manufacturer} maxLength={120} {...form.text('manufacturer')} />
        <TextInput label={words.model} maxLength={120} {...form.text('model')} />
        <TextInput label={words.tag} placeholder="AST-…" maxLength={60} {...form.text('tag')} />
        <Select label={words.criticality} allowDeselect={false} data={optionsOf(words.levels)} {...form.choice('criticality')} />
      </Group>
      <Group title={words.whatProvesIt}>
        <TextInput label={words.serial} maxLength={120} {...form.text('serial')} />
        {hasImei(kind) && (
          <TextInput label={words.imei} description={words.imeiHint} inputMode="numeric" maxLength={40} {...form.text('imei')} />
        )}
        {hasUuid(kind) && <TextInput label={words.uuid} maxLength={40} {...form.text('uuid')} />}
        {hasMacs(kind) && <Textarea label={words.macs} description={words.macsHint} autosize minRows={1} {...form.text('macs')} />}
      </Group>
      <Group title={words.whereItIs}>
        <Select
          label={words.status}
          allowDeselect={false}
          data={optionsOf(common.assetStatus, isOut ? ['deployed', 'in_repair', 'lost'] : ['in_stock', 'deployed', 'in_repair', 'lost'])}
          {...form.choice('status')}
        />
        <LocationPicker
          label={words.location}
          value={form.values.locationId}
          error={form.errors['locationId']}
          onChange={(locationId) => form.set({ locationId })}
        />
        {children}
      </Group>
      <Group title={words.money}>
        <TextInput type="date" label={words.purchasedOn} {...form.text('purchasedOn')} />
        <TextInput type="date" label={words.warrantyUntil} {...form.text('warrantyUntil')} />
        <TextInput label={words.purchaseCost} inputMode="decimal" placeholder="1299.90" {...form.text('purchaseCost')} />
        <TextInput label={words.currency} maxLength={3} {...form.text('purchaseCurrency')} />
      </Group>
      <Textarea label={words.notes} autosize minRows={2} maxRows={10} maxLength={10_000} {...form.text('notes')} />
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="group">
      <legend>{title}</legend>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
        {children}
      </SimpleGrid>
    </fieldset>
  );
}
