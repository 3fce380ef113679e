import { ActionIcon, MultiSelect, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { commonWords } from '../ui/words.ts';
import { actionTypes, newActions, type RuleAction } from './rule-types.ts';
import { ruleWords } from './rule-words.ts';
import { useNames } from './use-names.ts';

interface Props {
  action: RuleAction;
  onChange: (action: RuleAction) => void;
  onRemove: (() => void) | undefined;
  error: string | undefined;
}

/** One thing that a rule does. */
export function RuleActionFields({ action, onChange, onRemove, error }: Props) {
  const words = useWords(ruleWords);
  return (
    <div className="rule-action">
      <div className="row tight nowrap">
        <Select
          className="grow"
          aria-label={words.does}
          allowDeselect={false}
          data={actionTypes.map((value) => ({ value, label: words.actions[value] }))}
          value={action.type}
          onChange={(type) => onChange(newActions[(type ?? 'assign') as RuleAction['type']])}
        />
        {onRemove && (
          <ActionIcon size={26} aria-label={words.removeAction} onClick={onRemove}>
            <IconX size={15} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <Details action={action} onChange={onChange} />
      {error && <p className="bad small">{error}</p>}
    </div>
  );
}

function Details({ action, onChange }: Pick<Props, 'action' | 'onChange'>) {
  const words = useWords(ruleWords);
  const common = useWords(commonWords);
  const names = useNames();
  const levels = Object.entries(common.level).map(([value, label]) => ({ value, label }));
  const text = (label: string, value: string, change: (value: string) => RuleAction) => (
    <Textarea label={label} autosize minRows={2} value={value} onChange={(event) => onChange(change(event.currentTarget.value))} />
  );
  switch (action.type) {
    case 'assign':
      return (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14}>
          <Select
            label={words.group}
            clearable
            searchable
            data={names.groups}
            value={action.supportGroupId ?? null}
            onChange={(id) => onChange({ ...action, supportGroupId: id ?? undefined })}
          />
          <Select
            label={words.technician}
            clearable
            searchable
            data={names.technicians}
            value={action.technicianId ?? null}
            onChange={(id) => onChange({ ...action, technicianId: id ?? undefined })}
          />
        </SimpleGrid>
      );
    case 'edit':
      return (
        <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={14}>
          <Select
            label={words.impact}
            clearable
            placeholder={words.unchanged}
            data={levels}
            value={action.impact ?? null}
            onChange={(level) => onChange({ ...action, impact: (level ?? undefined) as typeof action.impact })}
          />
          <Select
            label={words.urgency}
            clearable
            placeholder={words.unchanged}
            data={levels}
            value={action.urgency ?? null}
            onChange={(level) => onChange({ ...action, urgency: (level ?? undefined) as typeof action.urgency })}
          />
          <Select
            label={words.service}
            clearable
            placeholder={words.unchanged}
            data={names.services}
            value={action.serviceId ?? null}
            onChange={(id) => onChange({ ...action, serviceId: id ?? undefined })}
          />
        </SimpleGrid>
      );
    case 'tag':
      return (
        <TextInput
          aria-label={words.actions.tag}
          description={words.separated}
          defaultValue={action.tags.join(', ')}
          onChange={(event) =>
            onChange({
              ...action,
              tags: event.currentTarget.value
                .split(',')
                .map((tag) => tag.trim())
                .filter(Boolean),
            })
          }
        />
      );
    case 'comment':
      return (
        <>
          <Select
            aria-label={words.actions.comment}
            allowDeselect={false}
            data={(['internal', 'public'] as const).map((value) => ({ value, label: words.visibility[value] }))}
            value={action.visibility}
            onChange={(visibility) => onChange({ ...action, visibility: (visibility ?? 'internal') as typeof action.visibility })}
          />
          {text(words.text, action.body, (body) => ({ ...action, body }))}
        </>
      );
    case 'watch':
      return (
        <Select
          label={words.person}
          searchable
          data={names.technicians}
          value={action.personId || null}
          onChange={(id) => onChange({ ...action, personId: id ?? '' })}
        />
      );
    case 'notify':
      return (
        <>
          <MultiSelect
            label={words.people}
            searchable
            data={names.technicians}
            value={action.personIds}
            onChange={(personIds) => onChange({ ...action, personIds })}
          />
          {text(words.text, action.text, (said) => ({ ...action, text: said }))}
        </>
      );
    case 'pend':
      return (
        <>
          {text(words.reason, action.reason, (reason) => ({ ...action, reason }))}
          <DurationSelect
            label={words.forLength}
            none={words.untilResumed}
            choices={['PT1H', 'PT4H', 'P1D', 'P2D', 'P7D']}
            value={action.for ?? ''}
            onChange={(length) => onChange({ ...action, for: length || undefined })}
          />
        </>
      );
    case 'resolve':
      return (
        <>
          <TextInput
            label={words.code}
            value={action.code}
            onChange={(event) => onChange({ ...action, code: event.currentTarget.value })}
          />
          {text(words.text, action.note ?? '', (note) => ({ ...action, note }))}
        </>
      );
    case 'cancel':
      return text(words.reason, action.reason, (reason) => ({ ...action, reason }));
  }
}
