import { Select } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { agreementWords } from './agreement-words.ts';
import type { Agreement } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { serviceTime } from './service-time.ts';

export type Target = Agreement['targets'][string];
export type Option = { value: string; label: string };

export const nothing: Target = { responseTarget: null, nextResponseTarget: null, resolutionTarget: null, calendarId: null };

const responses = ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT16H'];
export const resolutions = ['PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT16H', 'PT24H', 'PT40H', 'PT80H'];

interface Props {
  /** What the targets are of, for the names of the fields. */
  name: string;
  target: Target;
  calendarOptions: Option[];
  /** Whether each field says what it is; in a table its column does. */
  isLabelled?: boolean;
  onChange: (patch: Partial<Target>) => void;
}

/** First answer, further answers, solution, and hours of their own. */
export function TargetFields({ name, target, calendarOptions, isLabelled, onChange }: Props) {
  const words = useWords(serviceLevelWords);
  const rules = useWords(agreementWords);
  const say = serviceTime(useFormats());
  const named = (label: string) => (isLabelled ? { label } : { 'aria-label': `${name}: ${label}` });
  const durations = [
    ['responseTarget', words.response, responses],
    ['nextResponseTarget', rules.nextResponse, responses],
    ['resolutionTarget', words.resolution, resolutions],
  ] as const;
  return (
    <>
      {durations.map(([field, label, choices]) => (
        <DurationSelect
          key={field}
          {...named(label)}
          none={words.noPromise}
          say={say}
          choices={[...choices]}
          value={target[field] ?? ''}
          onChange={(value) => onChange({ [field]: value || null })}
        />
      ))}
      <Select
        {...named(words.hours)}
        clearable
        placeholder={words.usualHours}
        data={calendarOptions}
        value={target.calendarId}
        onChange={(calendarId) => onChange({ calendarId })}
      />
    </>
  );
}
