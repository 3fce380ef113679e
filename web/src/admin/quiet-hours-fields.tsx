import { Select } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { zonesWith } from '../i18n/time-zones.ts';
import type { Priority, QuietForm } from './escalation-form.ts';
import { WeekEditor } from './hours-editor.tsx';
import { policyWords } from './policy-words.ts';
import type { Calendar } from './service-level-types.ts';

interface Props {
  quiet: QuietForm;
  errors: Record<string, string>;
  onChange: (patch: Partial<QuietForm>) => void;
}

const kinds = ['none', 'hours', 'calendar'] as const;

/** When low priorities disturb nobody. */
export function QuietHoursFields({ quiet, errors, onChange }: Props) {
  const words = useWords(policyWords);
  return (
    <fieldset className="step">
      <legend>{words.quiet}</legend>
      <div className="grid-2">
        <Select
          aria-label={words.quiet}
          allowDeselect={false}
          data={kinds.map((value) => ({ value, label: words.quietKinds[value] }))}
          value={quiet.kind}
          onChange={(kind) => onChange({ kind: (kind ?? 'none') as QuietForm['kind'] })}
        />
        {quiet.kind !== 'none' && (
          <Select
            aria-label={words.quietFrom}
            allowDeselect={false}
            data={(['P1', 'P2', 'P3', 'P4', 'P5'] as const).map((value) => ({ value, label: words.quietPriorities(value) }))}
            value={quiet.priorityAtMost}
            onChange={(value) => onChange({ priorityAtMost: (value ?? 'P4') as Priority })}
          />
        )}
      </div>
      {quiet.kind === 'calendar' && <CalendarField quiet={quiet} errors={errors} onChange={onChange} />}
      {quiet.kind === 'hours' && (
        <>
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            data={zonesWith(quiet.timeZone)}
            value={quiet.timeZone}
            onChange={(timeZone) => onChange({ timeZone: timeZone ?? 'UTC' })}
            error={errors['quietHours.timeZone']}
          />
          <WeekEditor week={quiet.week} onChange={(week) => onChange({ week })} />
        </>
      )}
      {quiet.kind !== 'none' && <p className="muted small">{words.quietText}</p>}
      {errors['quietHours.week'] && <p className="bad small">{errors['quietHours.week']}</p>}
    </fieldset>
  );
}

function CalendarField({ quiet, errors, onChange }: Props) {
  const words = useWords(policyWords);
  const calendars = useGet<Page<Calendar>>('/service-calendars');
  return (
    <Select
      label={words.calendar}
      allowDeselect={false}
      data={(calendars.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={quiet.calendarId || null}
      onChange={(calendarId) => onChange({ calendarId: calendarId ?? '' })}
      error={errors['quietHours.calendarId']}
    />
  );
}
