import { ActionIcon, Button, Checkbox, Select } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { ActionFields } from './action-fields.tsx';
import { newAction, type Priority, type StepForm } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
import { policyWords } from './policy-words.ts';

interface StepProps {
  step: StepForm;
  number: number;
  fault: string;
  onChange: (patch: Partial<StepForm>) => void;
  onMoveUp: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

const delays = ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT24H'];

/** One step of the ladder: when, on what condition, and what happens. */
export function StepFields({ step, number, fault, onChange, onMoveUp, onRemove }: StepProps) {
  const words = useWords(escalationWords);
  return (
    <fieldset className="step">
      <legend className="row tight">
        {words.step(number)}
        {onMoveUp && (
          <ActionIcon size={26} aria-label={words.moveUp(number)} onClick={onMoveUp}>
            <IconArrowUp size={15} aria-hidden />
          </ActionIcon>
        )}
        {onRemove && (
          <ActionIcon size={26} aria-label={words.removeStep(number)} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </legend>
      <Moment step={step} onChange={onChange} />
      {step.actions.map((action) => (
        <ActionFields
          key={action.key}
          action={action}
          onChange={(patch) => onChange({ actions: step.actions.map((each) => (each === action ? { ...each, ...patch } : each)) })}
          onRemove={step.actions.length > 1 ? () => onChange({ actions: step.actions.filter((each) => each !== action) }) : undefined}
        />
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ actions: [...step.actions, newAction()] })}
        >
          {words.addAction}
        </Button>
      </div>
      <ConditionFields step={step} onChange={onChange} />
      {fault && <p className="bad small">{fault}</p>}
    </fieldset>
  );
}

function Moment({ step, onChange }: Pick<StepProps, 'step' | 'onChange'>) {
  const words = useWords(escalationWords);
  return (
    <div className="row tight when">
      <DurationSelect
        aria-label={words.moment}
        w={110}
        choices={['PT0S', ...delays]}
        value={step.delay}
        onChange={(delay) => onChange({ delay })}
      />
      <Select
        aria-label={words.moment}
        w={96}
        allowDeselect={false}
        data={(['after', 'before'] as const)
          .filter((each) => each === 'after' || step.from !== 'opened')
          .map((value) => ({ value, label: words.directions[value] }))}
        value={step.direction}
        onChange={(direction) => onChange({ direction: direction === 'before' ? 'before' : 'after' })}
      />
      <Select
        aria-label={words.moment}
        className="grow"
        allowDeselect={false}
        data={Object.entries(words.anchors).map(([value, label]) => ({ value, label }))}
        value={step.from}
        onChange={(from) =>
          onChange({ from: (from ?? 'opened') as StepForm['from'], ...(from === 'opened' && { direction: 'after' as const }) })
        }
      />
    </div>
  );
}

/** What must hold when the step is due. */
function ConditionFields({ step, onChange }: Pick<StepProps, 'step' | 'onChange'>) {
  const words = useWords(escalationWords);
  const policy = useWords(policyWords);
  return (
    <div className="row tight conditions">
      <span className="muted small">{policy.onlyIf}</span>
      <Select
        aria-label={policy.onlyIf}
        size="xs"
        w={150}
        allowDeselect={false}
        data={[
          { value: '', label: policy.anyPriority },
          ...(['P1', 'P2', 'P3', 'P4'] as const).map((value) => ({ value, label: policy.priorityAtLeast(value) })),
        ]}
        value={step.priorityAtLeast}
        onChange={(value) => onChange({ priorityAtLeast: (value ?? '') as Priority | '' })}
      />
      <Checkbox
        size="xs"
        label={policy.unassigned}
        checked={step.unassigned}
        onChange={(event) => onChange({ unassigned: event.currentTarget.checked })}
      />
      <Checkbox
        size="xs"
        label={words.evenAcknowledged}
        checked={step.evenAcknowledged}
        onChange={(event) => onChange({ evenAcknowledged: event.currentTarget.checked })}
      />
    </div>
  );
}
