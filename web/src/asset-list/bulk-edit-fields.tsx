import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { assetWords } from '../assets/asset-words.ts';
import { useKindNames } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LocationPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import type { BulkAction } from './list-types.ts';
import { listWords } from './list-words.ts';

/** Facts that may be the same for many devices, in the order in which they are asked for. */
const fields = [
  'status',
  'locationId',
  'kind',
  'manufacturer',
  'model',
  'criticality',
  'warrantyUntil',
  'purchasedOn',
  'purchaseCost',
  'purchaseCurrency',
  'notes',
] as const;
type Field = (typeof fields)[number];

/** Fields that cannot be emptied. */
const needed = new Set<string>(['status', 'kind', 'criticality']);

interface Props {
  /** The chosen facts; null or an empty text empties one. */
  values: Record<string, string | null>;
  onChange: (values: Record<string, string | null>) => void;
}

/** The facts that shall be the same on each of the devices. */
export function BulkEditFields({ values, onChange }: Props) {
  const words = useWords(listWords);
  const names = useFieldNames();
  const chosen = fields.filter((field) => field in values);
  const choose = (next: string[]) => onChange(Object.fromEntries(next.map((field) => [field, values[field] ?? null])));
  return (
    <>
      <p className="muted">{words.editLead}</p>
      <MultiSelect
        label={words.addField}
        data-autofocus
        data={fields.map((field) => ({ value: field, label: names[field] }))}
        value={chosen}
        onChange={choose}
        hidePickedOptions
        searchable
        comboboxProps={{ withinPortal: true }}
      />
      {chosen.map((field) => (
        <FieldInput
          key={field}
          field={field}
          label={names[field]}
          value={values[field] ?? null}
          onChange={(value) => onChange({ ...values, [field]: value })}
        />
      ))}
      {chosen.some((field) => !needed.has(field)) && <p className="muted small">{words.emptied}</p>}
    </>
  );
}

function useFieldNames(): Record<Field, string> {
  const asset = useWords(assetWords);
  return {
    status: asset.status,
    locationId: asset.location,
    kind: asset.kind,
    manufacturer: asset.manufacturer,
    model: asset.model,
    criticality: asset.criticality,
    warrantyUntil: asset.warrantyUntil,
    purchasedOn: asset.purchasedOn,
    purchaseCost: asset.purchaseCost,
    purchaseCurrency: asset.currency,
    notes: asset.notes,
  };
}

interface InputProps {
  field: Field;
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}

function FieldInput({ field, label, value, onChange }: InputProps) {
  const asset = useWords(assetWords);
  const common = useWords(commonWords);
  const choices: Partial<Record<Field, Record<string, string>>> = {
    kind: Object.fromEntries(useKindNames().map(({ value: key, label: name }) => [key, name])),
    criticality: asset.levels,
    status: Object.fromEntries(Object.entries(common.assetStatus).filter(([status]) => status !== 'retired' && status !== 'disposed')),
  };
  const text = {
    label,
    value: value ?? '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  const known = choices[field];
  if (known)
    return (
      <Select
        label={label}
        allowDeselect={false}
        required
        withAsterisk={false}
        data={Object.entries(known).map(([each, name]) => ({ value: each, label: name }))}
        value={value}
        onChange={onChange}
      />
    );
  if (field === 'locationId') return <LocationPicker label={label} value={value} onChange={onChange} />;
  if (field === 'notes') return <Textarea autosize minRows={2} maxLength={10_000} {...text} />;
  if (field === 'warrantyUntil' || field === 'purchasedOn') return <TextInput type="date" {...text} />;
  return (
    <TextInput maxLength={field === 'purchaseCurrency' ? 3 : 120} inputMode={field === 'purchaseCost' ? 'decimal' : 'text'} {...text} />
  );
}

/** The action that the form says, or null while something is missing. */
export function editOf(values: Record<string, string | null>): BulkAction | null {
  const entries = Object.entries(values);
  if (entries.length === 0 || entries.some(([field, value]) => needed.has(field) && !value)) return null;
  const given = entries.map(([field, value]) => [
    field,
    value === null || value.trim() === '' ? null : value.trim().replace(field === 'purchaseCost' ? ',' : '\0', '.'),
  ]);
  return { type: 'edit', fields: Object.fromEntries(given) };
}
