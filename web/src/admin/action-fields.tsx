import { ActionIcon, MultiSelect, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { type ActionForm, type ActionType, actionTypes } from './escalation-form.ts';
import { escalationWords } from './escalation-words.ts';
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
  if (action.type === 'assign') {
    return (
      <Select
        aria-label={words.who}
        placeholder={words.who}
        searchable
        allowDeselect={false}
        data={choices(true)}
        value={action.targets[0] ?? null}
        onChange={(target) => onChange({ targets: target ? [target] : [] })}
      />
    );
  }
  return (
    <MultiSelect
      aria-label={words.who}
      searchable
      hidePickedOptions
      data={choices(false)}
      value={action.targets}
      onChange={(targets) => onChange({ targets })}
    />
  );
}
