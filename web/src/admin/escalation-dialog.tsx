import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { deviceZone } from '../i18n/time-zones.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { newStep, quietBody, quietOf, type StepForm, stepBodies, stepsOf } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
import { PolicyPreview } from './policy-preview.tsx';
import { policyWords } from './policy-words.ts';
import { QuietHoursFields } from './quiet-hours-fields.tsx';
import type { EscalationPolicy } from './service-level-types.ts';
import { StepFields } from './step-fields.tsx';

type Form = ReturnType<typeof usePolicyForm>;

const usePolicyForm = (policy: EscalationPolicy | null) =>
  useFields(
    {
      name: policy?.name ?? '',
      isDefault: policy?.isDefault ?? false,
      repeat: policy?.repeat ?? 0,
      steps: policy ? stepsOf(policy) : [newStep('PT15M'), newStep('PT30M')],
      quiet: quietOf(policy, deviceZone()),
      expiresAfter: policy?.acknowledgementExpiresAfter ?? '',
    },
    (errors) =>
      Object.fromEntries(
        Object.entries(errors).map(([at, message]) => [at.replace(/^acknowledgementExpiresAfter/, 'expiresAfter'), message]),
      ),
  );

const rulesOf = ({ steps, repeat, quiet, expiresAfter }: Form['values']) => ({
  steps: stepBodies(steps),
  repeat,
  quietHours: quietBody(quiet),
  acknowledgementExpiresAfter: expiresAfter || null,
});

/** The ladder of a policy, step by step, beside what it would do. */
export function EscalationDialog({ policy, onClose }: { policy: EscalationPolicy | null; onClose: () => void }) {
  const words = useWords(escalationWords);
  const common = useWords(commonWords);
  const form = usePolicyForm(policy);
  const send = async () => {
    const done = await form.submit((values) => {
      const body = { name: values.name, isDefault: values.isDefault, ...rulesOf(values) };
      return policy
        ? api.patch(`/escalation-policies/${policy.id}`, body, { ifMatch: policy.version })
        : api.post('/escalation-policies', body);
    });
    if (!done) return;
    await refresh('escalation-policies');
    toast(common.saved);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="72rem" title={policy ? words.editPolicy(policy.name) : words.add}>
      <div className="policy-editor">
        <form
          noValidate
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
          <Ladder form={form} />
          <Endings form={form} />
          <QuietHoursFields
            quiet={form.values.quiet}
            errors={form.errors}
            onChange={(patch) => form.set({ quiet: { ...form.values.quiet, ...patch } })}
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
        <PolicyPreview subject={{ policy: rulesOf(form.values) }} acknowledgementExpires={form.values.expiresAfter !== ''} />
      </div>
    </Modal>
  );
}

function Ladder({ form }: { form: Form }) {
  const words = useWords(escalationWords);
  const { steps } = form.values;
  const set = (next: StepForm[]) => form.set({ steps: next });
  const change = (step: StepForm, patch: Partial<StepForm>) => set(steps.map((each) => (each === step ? { ...each, ...patch } : each)));
  const moveUp = (index: number) =>
    set(steps.map((each, at) => (at === index - 1 ? steps[index]! : at === index ? steps[index - 1]! : each)));
  const faultOf = (index: number) =>
    Object.entries(form.errors)
      .filter(([at]) => at.startsWith(`steps.${index}.`))
      .map(([, message]) => message)
      .join(', ');
  return (
    <>
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
    </>
  );
}

/** How often it begins anew, and when somebody who acknowledged has had time enough. */
function Endings({ form }: { form: Form }) {
  const words = useWords(escalationWords);
  const policy = useWords(policyWords);
  const format = useFormats();
  return (
    <>
      <div className="grid-2">
        <Select
          label={words.repeat}
          allowDeselect={false}
          data={[0, 1, 2, 3, 5, 9].map((n) => ({ value: String(n), label: words.times(n) }))}
          value={String(form.values.repeat)}
          error={form.errors['repeat']}
          onChange={(value) => form.set({ repeat: Number(value ?? 0) })}
        />
        <DurationSelect
          label={policy.expires}
          choices={['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT24H']}
          none={policy.never}
          say={(ms) => policy.after(format.duration(ms))}
          value={form.values.expiresAfter}
          error={form.errors['expiresAfter']}
          onChange={(expiresAfter) => form.set({ expiresAfter })}
        />
      </div>
      {form.values.expiresAfter && <p className="muted small">{policy.expiresText}</p>}
    </>
  );
}
