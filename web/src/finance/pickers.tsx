import { Select, type SelectProps } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { type PickerProps, SearchSelect } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import type { Contract, Plan, Supplier } from './finance-types.ts';
import { financeWords } from './finance-words.ts';

export const SupplierPicker = (props: PickerProps) => (
  <SearchSelect<Supplier>
    path="/suppliers"
    params={{ active: 'true' }}
    toOption={({ id, name, accountNumber }) => ({ value: id, label: name, ...(accountNumber && { hint: accountNumber }) })}
    {...props}
  />
);

export const ContractPicker = (props: PickerProps) => (
  <SearchSelect<Contract>
    path="/contracts"
    toOption={({ id, name, reference }) => ({ value: id, label: name, ...(reference && { hint: reference }) })}
    {...props}
  />
);

/** Plans are few enough to be read at once. */
export function PlanPicker({
  value,
  onChange,
  ...props
}: Omit<SelectProps, 'data' | 'onChange'> & { onChange: (value: string | null) => void }) {
  const plans = useGet<Page<Plan>>('/depreciation-plans');
  const data = (plans.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return <Select clearable data={data} value={value ?? null} onChange={(next) => onChange(next)} {...props} />;
}

/** The supplier of something, or that it has none. */
export function SupplierField({
  form,
  known,
}: {
  form: { values: { supplierId: string | null }; errors: Record<string, string>; set: (patch: { supplierId: string | null }) => void };
  known?: { id: string; name: string } | null;
}) {
  const words = useWords(financeWords);
  const common = useWords(commonWords);
  return (
    <SupplierPicker
      label={`${words.supplier} (${common.optional})`}
      value={form.values.supplierId}
      known={known ? { value: known.id, label: known.name } : null}
      error={form.errors['supplierId']}
      onChange={(supplierId) => form.set({ supplierId })}
    />
  );
}

/** Names of months in the reader's language, from 1. */
export function useMonthNames(): Array<{ value: string; label: string }> {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: format.format(new Date(Date.UTC(2026, i, 15))) }));
}
