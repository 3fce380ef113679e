import { Switch, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { DryRunResult } from './dry-run-result.tsx';
import { FilterFields } from './filter-fields.tsx';
import { RuleActionFields } from './rule-action-fields.tsx';
import { newActions, type Rule, type RuleAction, type Trigger } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { TriggerFields } from './trigger-fields.tsx';

/** Filters that were begun and left empty mean nothing. */
const filled = (filters: Record<string, string>) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value.trim() !== ''));

/** Adds a rule or edits one; it can be tried on the past before it acts. */
export function RuleDialog({ rule, onClose }: { rule: Rule | null; onClose: () => void }) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: rule?.name ?? '',
    trigger: (rule?.trigger ?? { type: 'event', events: ['filed'], by: 'anybody' }) as Trigger,
    filters: (rule?.filters ?? { q: '' }) as Record<string, string>,
    actions: (rule?.actions ?? [newActions.assign]) as RuleAction[],
    isLast: rule?.isLast ?? false,
    isActive: rule?.isActive ?? true,
  });
  const { trigger, filters, actions } = form.values;
  const done = async (): Promise<void> => {
    await refresh('routing-rules');
    toast(common.saved);
    onClose();
  };
  const send = async () => {
    const isSent = await form.submit((values) => {
      const body = { ...values, filters: filled(values.filters) };
      return rule ? api.patch(`/routing-rules/${rule.id}`, body, { ifMatch: rule.version }) : api.post('/routing-rules', body);
    });
    if (isSent) await done();
  };
  const faultOf = (prefix: string): string | undefined =>
    Object.entries(form.errors).find(([at]) => at === prefix || at.startsWith(`${prefix}.`))?.[1];
  return (
    <DialogForm
      isCheckedByServer
      title={rule ? words.edit(rule.name) : words.add}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
      removal={
        rule && (
          <RemoveButton path={`/routing-rules/${rule.id}`} name={rule.name} family="routing-rules" text={words.removeText} done={onClose} />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <TriggerFields trigger={trigger} onChange={(next) => form.set({ trigger: next })} error={faultOf('trigger')} />
      <FilterFields filters={filters} onChange={(next) => form.set({ filters: next })} errors={form.errors} />
      <fieldset className="rule-part">
        <legend>{words.does}</legend>
        {actions.map((action, i) => (
          <RuleActionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: actions have no other identity
            key={`${i}-${action.type}`}
            action={action}
            error={faultOf(`actions.${i}`)}
            onChange={(next) => form.set({ actions: actions.map((each, k) => (k === i ? next : each)) })}
            onRemove={actions.length > 1 ? () => form.set({ actions: actions.filter((_, k) => k !== i) }) : undefined}
          />
        ))}
        <button type="button" className="add-line" onClick={() => form.set({ actions: [...actions, newActions.tag] })}>
          <IconPlus size={15} aria-hidden /> {words.addAction}
        </button>
      </fieldset>
      {trigger.type === 'event' && <Switch label={words.isLast} {...form.flag('isLast')} />}
      <Switch label={words.isActive} {...form.flag('isActive')} />
      <DryRunResult draft={{ trigger, filters: filled(filters), actions }} />
    </DialogForm>
  );
}
