import { Select, type SelectProps } from '@mantine/core';
import { durationMs, useFormats } from '../i18n/format.ts';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string;
  onChange: (iso: string) => void;
  /** ISO 8601 durations to choose from. */
  choices: string[];
  /** What no duration means; without it a duration must be chosen. */
  none?: string;
  /** How a length is said, where days would be misleading. */
  say?: (ms: number) => string;
}

/** A length of time in words; what is set already is always among the choices. */
export function DurationSelect({ value, onChange, choices, none, say, ...props }: Props) {
  const format = useFormats();
  const all = value && !choices.includes(value) ? [...choices, value] : choices;
  const sorted = [...all].sort((a, b) => (durationMs(a) ?? 0) - (durationMs(b) ?? 0));
  const data = sorted.map((iso) => ({
    value: iso,
    label: durationMs(iso) === null ? iso : (say ?? format.duration)(durationMs(iso) as number),
  }));
  return (
    <Select
      allowDeselect={false}
      data={none === undefined ? data : [{ value: '', label: none }, ...data]}
      value={value}
      onChange={(next) => onChange(next ?? '')}
      {...props}
    />
  );
}
