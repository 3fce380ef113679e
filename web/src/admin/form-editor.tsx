import { ActionIcon, Checkbox, Select, SimpleGrid, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ServiceField } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { formWords } from './form-words.ts';

const types = ['text', 'paragraph', 'choice', 'multiChoice', 'number', 'date', 'checkbox'] as const;

/** A key that no other question has; people never see it. */
const freshKey = (fields: ServiceField[]): string => {
  for (let n = fields.length + 1; ; n++) if (!fields.some(({ key }) => key === `field${n}`)) return `field${n}`;
};

const optionsText = (field: ServiceField): string =>
  field.options.map(({ label }) => (label.en === label.fr ? label.en : `${label.en} / ${label.fr}`)).join(', ');

/** `Home / Maison, Office / Bureau`: a choice in both languages, or once for both. */
const optionsOf = (text: string): ServiceField['options'] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [en = part, fr = en] = part.split('/').map((each) => each.trim());
      return { value: en.slice(0, 80), label: { en, fr: fr || en } };
    });

/** What a service asks of who reports something about it: question after question, in both languages. */
export function FormEditor({
  fields,
  errors,
  onChange,
}: {
  fields: ServiceField[];
  errors: Record<string, string>;
  onChange: (fields: ServiceField[]) => void;
}) {
  const words = useWords(formWords);
  const change = (index: number, patch: Partial<ServiceField>) =>
    onChange(fields.map((field, i) => (i === index ? { ...field, ...patch } : field)));
  const move = (index: number, by: -1 | 1) => {
    const next = [...fields];
    const [moved] = next.splice(index, 1);
    next.splice(index + by, 0, moved as ServiceField);
    onChange(next);
  };
  const add = () =>
    onChange([
      ...fields,
      { key: freshKey(fields), label: { en: '', fr: '' }, type: 'text', isRequired: false, options: [], showWhen: null },
    ]);
  return (
    <fieldset className="form-editor">
      <legend>{words.title}</legend>
      <p className="muted small">{words.lead}</p>
      {fields.map((field, i) => (
        <section key={field.key} className="form-question" aria-label={field.label.en || words.question(i + 1)}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={10} verticalSpacing={10}>
            <TextInput
              label={words.english}
              value={field.label.en}
              error={errors[`form.${i}.label.en`]}
              onChange={(event) => change(i, { label: { ...field.label, en: event.currentTarget.value } })}
            />
            <TextInput
              label={words.french}
              value={field.label.fr}
              error={errors[`form.${i}.label.fr`]}
              onChange={(event) => change(i, { label: { ...field.label, fr: event.currentTarget.value } })}
            />
            <Select
              label={words.type}
              allowDeselect={false}
              data={types.map((value) => ({ value, label: words.types[value] }))}
              value={field.type}
              onChange={(type) => change(i, { type: (type ?? 'text') as ServiceField['type'] })}
            />
            <Condition fields={fields.slice(0, i)} field={field} onChange={(showWhen) => change(i, { showWhen })} />
          </SimpleGrid>
          {(field.type === 'choice' || field.type === 'multiChoice') && (
            <TextInput
              label={words.options}
              description={words.optionsHint}
              defaultValue={optionsText(field)}
              error={errors[`form.${i}`]}
              onChange={(event) => change(i, { options: optionsOf(event.currentTarget.value) })}
            />
          )}
          <div className="row tight">
            <Checkbox
              className="grow"
              label={words.isRequired}
              checked={field.isRequired}
              onChange={(event) => change(i, { isRequired: event.currentTarget.checked })}
            />
            <ActionIcon size={26} disabled={i === 0} aria-label={words.up} onClick={() => move(i, -1)}>
              <IconArrowUp size={15} aria-hidden />
            </ActionIcon>
            <ActionIcon size={26} disabled={i === fields.length - 1} aria-label={words.down} onClick={() => move(i, 1)}>
              <IconArrowDown size={15} aria-hidden />
            </ActionIcon>
            <ActionIcon size={26} aria-label={words.remove} onClick={() => onChange(fields.filter((_, k) => k !== i))}>
              <IconX size={15} aria-hidden />
            </ActionIcon>
          </div>
          {errors[`form.${i}`] && field.type !== 'choice' && field.type !== 'multiChoice' && (
            <p className="bad small">{errors[`form.${i}`]}</p>
          )}
        </section>
      ))}
      <button type="button" className="link row tight" onClick={add}>
        <IconPlus size={15} aria-hidden /> {words.add}
      </button>
    </fieldset>
  );
}

function Condition({
  fields,
  field,
  onChange,
}: {
  fields: ServiceField[];
  field: ServiceField;
  onChange: (showWhen: ServiceField['showWhen']) => void;
}) {
  const words = useWords(formWords);
  const choices = fields.filter(({ type }) => type === 'choice' || type === 'multiChoice' || type === 'checkbox');
  const data = choices.flatMap(({ key, label, type, options }) =>
    type === 'checkbox'
      ? [{ value: `${key}=true`, label: label.en }]
      : options.map((option) => ({ value: `${key}=${option.value}`, label: `${label.en}: ${option.label.en}` })),
  );
  const value = field.showWhen ? `${field.showWhen.key}=${field.showWhen.equals}` : null;
  return (
    <Select
      label={words.showWhen}
      clearable
      placeholder={words.always}
      data={data}
      value={value}
      onChange={(chosen) => {
        const at = chosen?.indexOf('=') ?? -1;
        onChange(chosen && at > 0 ? { key: chosen.slice(0, at), equals: chosen.slice(at + 1) } : null);
      }}
    />
  );
}
