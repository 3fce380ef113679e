import { Checkbox, MultiSelect, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import type { ServiceField } from '../api/types.ts';
import { useLanguage } from '../i18n/dictionary.ts';
import { type FormValue, type FormValues, isAsked } from './form-values.ts';

/** What the chosen service asks; questions come and go with the answers that they depend on. */
export function FormFields({
  fields,
  values,
  errors,
  onChange,
}: {
  fields: ServiceField[];
  values: FormValues;
  errors: Record<string, string>;
  onChange: (values: FormValues) => void;
}) {
  const asked = fields.filter((field) => isAsked(field, values));
  if (asked.length === 0) return null;
  return (
    <div className="stack">
      {asked.map((field) => (
        <FormInput
          key={field.key}
          field={field}
          value={values[field.key]}
          error={errors[`form.${field.key}`]}
          onChange={(value) => onChange({ ...values, [field.key]: value })}
        />
      ))}
    </div>
  );
}

interface InputProps {
  field: ServiceField;
  value: FormValue | undefined;
  error: string | undefined;
  onChange: (value: FormValue) => void;
}

function FormInput({ field, value, error, onChange }: InputProps) {
  const { language } = useLanguage();
  const label = field.label[language];
  const common = { label, required: field.isRequired, error, size: 'md' as const };
  const options = field.options.map((option) => ({ value: option.value, label: option.label[language] }));
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'paragraph':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxLength={5000}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          data={[{ value: '', label: '' }, ...options]}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'multiChoice':
      return <MultiSelect {...common} data={options} value={Array.isArray(value) ? value : []} onChange={onChange} />;
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
      );
    case 'date':
      return <TextInput {...common} type="date" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
    case 'checkbox':
      return <Checkbox label={label} error={error} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    default:
      return <TextInput {...common} maxLength={5000} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}
