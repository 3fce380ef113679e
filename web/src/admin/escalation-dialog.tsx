import { ActionIcon, Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { ActionFields } from './action-fields.tsx';
import { newAction, newStep, type StepForm, stepBodies, stepsOf } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
import type { EscalationPolicy } from './service-level-types.ts';

/** The ladder of a policy, step by step. */
export function EscalationDialog({ policy, onClose }: { policy: EscalationPolicy | null; onClose: () => void }) {
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: policy?.name ?? '',
    isDefault: policy?.isDefault ?? false,
    repeat: policy?.repeat ?? 0,
    steps: policy ? stepsOf(policy) : [newStep('PT15M'), newStep('PT30M')],
  });
  const { steps } = form.values;
  const set = (next: StepForm[]) => form.set({ steps: next });
  const change = (step: StepForm, patch: Partial<StepForm>) => set(steps.map((each) => (each === step ? { ...each, ...patch } : each)));
  const moveUp = (index: number) =>
    set(steps.map((each, at) => (at === index - 1 ? steps[index]! : at === index ? steps[index - 1]! : each)));
  const send = async () => {
    const done = await form.submit((values) => {
      const body = { ...values, steps: stepBodies(values.steps) };
      return policy
        ? api.patch(`/escalation-policies/${policy.id}`, body, { ifMatch: policy.version })
        : api.post('/escalation-policies', body);
    });
    if (!done) return;
    await refresh('escalation-policies');
    toast(common.saved);
    onClose();
  };
  const faultOf = (index: number) =>
    Object.entries(form.errors)
      .filter(([at]) => at.startsWith(`steps.${index}.`))
      .map(([, message]) => message)
      .join(', ');
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={policy ? words.editPolicy(policy.name) : words.add}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
        {steps.map((step, index) => (
          <StepFields
            key={step.key}
            step={step}
            number={index + 1}
            fault={faultOf(index)}
            onChange={(patch) => change(step, patch)}
            onMoveUp={index > 0 ? () => moveUp(index) : undefined}
            onRemove={steps.length > 1 ? () => set(steps.filter((each) => each !== step)) : undefined}
          />
        ))}
        <div>
          <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => set([...steps, newStep('PT1H')])}>
            {words.addStep}
          </Button>
        </div>
        <Select
          label={words.repeat}
          allowDeselect={false}
          data={[0, 1, 2, 3, 5, 9].map((n) => ({ value: String(n), label: words.times(n) }))}
          value={String(form.values.repeat)}
          onChange={(value) => form.set({ repeat: Number(value ?? 0) })}
        />
        <Switch label={words.isDefault} {...form.flag('isDefault')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface StepProps {
  step: StepForm;
  number: number;
  fault: string;
  onChange: (patch: Partial<StepForm>) => void;
  onMoveUp: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

const delays = ['PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT24H'];

function StepFields({ step, number, fault, onChange, onMoveUp, onRemove }: StepProps) {
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
      {step.actions.map((action) => (
        <ActionFields
          key={action.key}
          action={action}
          onChange={(patch) => onChange({ actions: step.actions.map((each) => (each === action ? { ...each, ...patch } : each)) })}
          onRemove={step.actions.length > 1 ? () => onChange({ actions: step.actions.filter((each) => each !== action) }) : undefined}
        />
      ))}
      <div className="row between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange({ actions: [...step.actions, newAction()] })}
        >
          {words.addAction}
        </Button>
        <Switch
          size="xs"
          label={words.evenAcknowledged}
          checked={step.evenAcknowledged}
          onChange={(event) => onChange({ evenAcknowledged: event.currentTarget.checked })}
        />
      </div>
      {fault && <p className="bad small">{fault}</p>}
    </fieldset>
  );
}
