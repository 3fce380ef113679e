import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { fieldErrors } from '../api/problem.ts';
import { useWords } from '../i18n/dictionary.ts';
import { zonesWith } from '../i18n/time-zones.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { cronOf, type Plan, type Rhythm } from './cron.ts';
import { FireTimes, usePreview } from './fire-times.tsx';
import type { PolicyFields } from './policy-editor-page.tsx';
import { nameErrors } from './policy-form.ts';
import { policyWords } from './policy-words.ts';

/** When it runs: a usual rhythm or a cron expression, with the next ten times beside it. */
export function ScheduleFields({ form }: { form: PolicyFields }) {
  const words = useWords(policyWords);
  const { plan, timeZone } = form.values;
  const schedule = { cron: cronOf(plan), timeZone };
  const preview = usePreview(schedule);
  const faults = { ...nameErrors(fieldErrors(preview.error)), ...form.errors };
  const set = (patch: Partial<Plan>) => form.set({ plan: { ...plan, ...patch } });
  const choose = (rhythm: Rhythm) => set({ rhythm, cron: cronOf(plan) });
  return (
    <div className="schedule">
      <div className="fields">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
          <Select
            label={words.rhythm}
            allowDeselect={false}
            data={Object.entries(words.rhythms).map(([value, label]) => ({ value, label }))}
            value={plan.rhythm}
            onChange={(rhythm) => choose((rhythm ?? 'daily') as Rhythm)}
          />
          <PlanFields plan={plan} set={set} fault={faults['plan']} />
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            data={zonesWith(timeZone)}
            value={timeZone}
            error={faults['timeZone']}
            onChange={(zone) => form.set({ timeZone: zone ?? 'UTC' })}
          />
          <DurationSelect
            label={words.startWithin}
            choices={['PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT6H']}
            value={form.values.startWithin}
            error={form.errors['startWithin']}
            onChange={(startWithin) => form.set({ startWithin })}
          />
          <DurationSelect
            label={words.window}
            none={words.noWindow}
            choices={['PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT12H']}
            value={form.values.window}
            error={form.errors['window']}
            onChange={(window) => form.set({ window })}
          />
          <Select
            label={words.catchUp}
            allowDeselect={false}
            data={Object.entries(words.catchUps).map(([value, label]) => ({ value, label }))}
            {...form.choice('catchUp')}
          />
        </SimpleGrid>
      </div>
      <div className="preview">
        <h3>{words.next}</h3>
        <FireTimes schedule={schedule} />
      </div>
    </div>
  );
}

interface PlanProps {
  plan: Plan;
  set: (patch: Partial<Plan>) => void;
  fault: string | undefined;
}

function PlanFields({ plan, set, fault }: PlanProps) {
  const words = useWords(policyWords);
  if (plan.rhythm === 'custom') {
    return (
      <TextInput
        label={words.cron}
        description={words.cronHint}
        className="mono-input"
        value={plan.cron}
        error={fault}
        onChange={(event) => set({ cron: event.currentTarget.value })}
      />
    );
  }
  if (plan.rhythm === 'hourly') {
    return (
      <Select
        label={words.minute}
        allowDeselect={false}
        data={Array.from({ length: 12 }, (_, index) => String(index * 5).padStart(2, '0'))}
        value={String(plan.minute).padStart(2, '0')}
        onChange={(minute) => set({ minute: Number(minute ?? 0) })}
      />
    );
  }
  return (
    <>
      <TextInput
        type="time"
        label={words.at}
        value={plan.time}
        error={fault}
        onChange={(event) => event.currentTarget.value && set({ time: event.currentTarget.value })}
      />
      {plan.rhythm === 'weekly' && (
        <Select
          label={words.weekday}
          allowDeselect={false}
          data={[1, 2, 3, 4, 5, 6, 0].map((day) => ({ value: String(day), label: words.weekdays[day] ?? '' }))}
          value={String(plan.weekday)}
          onChange={(day) => set({ weekday: Number(day ?? 0) })}
        />
      )}
      {plan.rhythm === 'monthly' && (
        <Select
          label={words.dayOfMonth}
          allowDeselect={false}
          data={Array.from({ length: 31 }, (_, index) => String(index + 1))}
          value={String(plan.dayOfMonth)}
          onChange={(day) => set({ dayOfMonth: Number(day ?? 1) })}
        />
      )}
    </>
  );
}
