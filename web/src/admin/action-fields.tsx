import { ActionIcon, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { type ActionForm, type ActionType, actionTypes, type Strategy, strategiesFor } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
import { policyWords } from './policy-words.ts';
import { useTargets } from './use-targets.ts';

interface Props {
  action: ActionForm;
  onChange: (patch: Partial<ActionForm>) => void;
  onRemove: (() => void) | undefined;
}

/** What a step does: its kind, and whom or what it means. */
export function ActionFields({ action, onChange, onRemove }: Props) {
  const words = useWords(escalationWords);
  return (
    <div className="row tight nowrap action">
      <Select
        aria-label={words.actions}
        w={170}
        allowDeselect={false}
        data={actionTypes.map((value) => ({ value, label: words.types[value] }))}
        value={action.type}
        onChange={(type) => onChange({ type: (type ?? 'notify') as ActionType, targets: type === 'assign' ? [] : ['role:supportGroup'] })}
      />
      <div className="grow">
        <ActionObject action={action} onChange={onChange} />
      </div>
      {onRemove && (
        <ActionIcon size={26} aria-label={words.removeAction} onClick={onRemove}>
          <IconX size={15} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}

function ActionObject({ action, onChange }: Omit<Props, 'onRemove'>) {
  const words = useWords(escalationWords);
  const { choices } = useTargets();
  if (action.type === 'webhook') {
    return (
      <TextInput
        type="url"
        aria-label={words.url}
        placeholder="https://"
        value={action.url}
        onChange={(event) => onChange({ url: event.currentTarget.value })}
      />
    );
  }
  if (action.type === 'raisePriority') {
    return (
      <Select
        aria-label={words.types.raisePriority}
        allowDeselect={false}
        data={[1, 2, 3, 4].map((n) => ({ value: String(n), label: words.by(n) }))}
        value={String(action.by)}
        onChange={(by) => onChange({ by: Number(by ?? 1) })}
      />
    );
  }
  if (action.type === 'assign') return <AssignObject action={action} onChange={onChange} />;
  return (
    <MultiSelect
      aria-label={words.who}
      searchable
      hidePickedOptions
      data={choices('told')}
      value={action.targets}
      onChange={(targets) => onChange({ targets })}
    />
  );
}

/** To whom, how somebody is found among several, and what they should know. */
function AssignObject({ action, onChange }: Omit<Props, 'onRemove'>) {
  const words = useWords(escalationWords);
  const policy = useWords(policyWords);
  const { choices } = useTargets();
  const skills = useGet<Page<{ skill: string }>>('/skills', {}, { enabled: action.strategy === 'bySkill' });
  const ways = strategiesFor(action.targets[0]);
  return (
    <div className="stack tight">
      <Select
        aria-label={words.who}
        placeholder={words.who}
        searchable
        allowDeselect={false}
        data={choices('assigned')}
        value={action.targets[0] ?? null}
        onChange={(target) => onChange({ targets: target ? [target] : [], strategy: strategiesFor(target ?? undefined)[0] ?? '' })}
      />
      {ways.length > 0 && (
        <Select
          aria-label={policy.strategy}
          allowDeselect={false}
          data={ways.map((value) => ({ value, label: policy.strategies[value] }))}
          value={action.strategy}
          onChange={(strategy) => onChange({ strategy: (strategy ?? '') as Strategy | '' })}
        />
      )}
      {action.strategy === 'bySkill' && (
        <TagsInput
          aria-label={policy.skills}
          placeholder={policy.skillsHint}
          data={(skills.data?.items ?? []).map(({ skill }) => skill)}
          value={action.skills}
          onChange={(next) => onChange({ skills: next })}
        />
      )}
    </div>
  );
}
