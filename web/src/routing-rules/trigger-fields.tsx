import { MultiSelect, SegmentedControl, Select, SimpleGrid } from '@mantine/core';
import { useWords } from '../i18n/dictionary.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { doers, events, sinces, type Trigger } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';

const lengths = ['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'P1D', 'P2D', 'P3D', 'P7D', 'P14D', 'P30D'];

/** When a rule acts: on events, or when time has passed since, or is left until, an instant. */
export function TriggerFields({
  trigger,
  onChange,
  error,
}: {
  trigger: Trigger;
  onChange: (trigger: Trigger) => void;
  error?: string | undefined;
}) {
  const words = useWords(ruleWords);
  return (
    <div className="stack tight">
      <SegmentedControl
        aria-label={words.when}
        data={(['event', 'time'] as const).map((value) => ({ value, label: words.kinds[value] }))}
        value={trigger.type}
        onChange={(type) =>
          onChange(
            type === 'event' ? { type: 'event', events: ['filed'], by: 'anybody' } : { type: 'time', since: 'updated', after: 'P2D' },
          )
        }
      />
      {trigger.type === 'event' ? (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
          <MultiSelect
            label={words.eventsLabel}
            data={events.map((value) => ({ value, label: words.events[value] }))}
            value={trigger.events}
            error={error}
            onChange={(chosen) => onChange({ ...trigger, events: chosen as typeof trigger.events })}
          />
          <Select
            label={words.by}
            allowDeselect={false}
            data={doers.map((value) => ({ value, label: words.doers[value] }))}
            value={trigger.by ?? 'anybody'}
            onChange={(by) => onChange({ ...trigger, by: (by ?? 'anybody') as (typeof doers)[number] })}
          />
        </SimpleGrid>
      ) : (
        <TimeFields trigger={trigger} onChange={onChange} error={error} />
      )}
    </div>
  );
}

function TimeFields({
  trigger,
  onChange,
  error,
}: {
  trigger: Extract<Trigger, { type: 'time' }>;
  onChange: (trigger: Trigger) => void;
  error: string | undefined;
}) {
  const words = useWords(ruleWords);
  const isBefore = trigger.after.startsWith('-');
  const length = trigger.after.replace(/^-/, '');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
      <Select
        label={words.since}
        allowDeselect={false}
        data={[
          ...sinces.map((value) => ({ value, label: words.sinces[value] })),
          { value: 'before', label: `${words.before}: ${words.sinces.due}` },
        ]}
        value={isBefore ? 'before' : trigger.since}
        onChange={(since) =>
          onChange(
            since === 'before'
              ? { type: 'time', since: 'due', after: `-${length}` }
              : { type: 'time', since: (since ?? 'opened') as (typeof sinces)[number], after: length },
          )
        }
      />
      <DurationSelect
        label={words.after}
        choices={lengths}
        value={length}
        error={error}
        onChange={(after) => onChange({ ...trigger, after: isBefore ? `-${after}` : after })}
      />
    </SimpleGrid>
  );
}
