import { NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { Level, Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs } from '../i18n/format.ts';
import { deskWords } from '../incidents/desk-words.ts';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import type { MacroAction } from './macro-form.ts';
import { macroWords } from './macro-words.ts';
import { TextsFields } from './texts-fields.tsx';

interface Props<A = MacroAction> {
  action: A;
  errors: Record<string, string>;
  onChange: (action: MacroAction) => void;
}
type Of<T extends MacroAction['type']> = Props<Extract<MacroAction, { type: T }>>;

/** The fields of one action. */
export function ActionEditor({ action, ...props }: Props) {
  switch (action.type) {
    case 'comment':
      return <CommentFields action={action} {...props} />;
    case 'assign':
      return <AssignFields action={action} {...props} />;
    case 'edit':
      return <EditFields action={action} {...props} />;
    case 'pend':
      return <PendFields action={action} {...props} />;
    case 'resolve':
      return <ResolveFields action={action} {...props} />;
    case 'tag':
      return <TagFields action={action} {...props} />;
    case 'checklist':
      return <ChecklistFields action={action} {...props} />;
    case 'time':
      return <TimeFields action={action} {...props} />;
    default:
      return null;
  }
}

function CommentFields({ action, errors, onChange }: Of<'comment'>) {
  const found = { ...(errors['texts.en'] && { en: errors['texts.en'] }), ...(errors['texts.fr'] && { fr: errors['texts.fr'] }) };
  return <TextsFields texts={action.texts} errors={found} onChange={(texts) => onChange({ ...action, texts })} />;
}

function AssignFields({ action, onChange }: Of<'assign'>) {
  const words = useWords(macroWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const { technicianId, supportGroupId } = action;
  const mode = technicianId === undefined ? 'group' : technicianId === null ? 'nobody' : technicianId === 'me' ? 'me' : 'one';
  const choose = (next: string | null) => {
    const { technicianId: _, ...rest } = action;
    if (next === 'group') onChange({ ...rest, supportGroupId: supportGroupId ?? groups.data?.items[0]?.id });
    else onChange({ ...rest, technicianId: next === 'nobody' ? null : next === 'me' ? 'me' : '' });
  };
  const modes = [
    { value: 'me', label: words.toMe },
    { value: 'one', label: words.toOne },
    { value: 'nobody', label: words.toNobody },
    { value: 'group', label: words.toGroupOnly },
  ];
  return (
    <div className="grid-2 grow">
      <Select label={words.whom} allowDeselect={false} data={modes} value={mode} onChange={choose} />
      <Select
        label={words.toGroup}
        clearable={mode !== 'group'}
        placeholder={words.unchanged}
        data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={supportGroupId ?? null}
        onChange={(id) => onChange({ ...action, supportGroupId: id ?? undefined })}
      />
      {mode === 'one' && (
        <TechnicianPicker
          label={words.toOne}
          value={technicianId || null}
          onChange={(id) => onChange({ ...action, technicianId: id ?? '' })}
        />
      )}
    </div>
  );
}

function EditFields({ action, onChange }: Of<'edit'>) {
  const words = useWords(macroWords);
  const desk = useWords(deskWords);
  const common = useWords(commonWords);
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const levels = (['high', 'medium', 'low'] as const).map((value) => ({ value, label: common.level[value] }));
  return (
    <div className="grid-2 grow">
      {(['impact', 'urgency'] as const).map((field) => (
        <Select
          key={field}
          label={desk[field]}
          clearable
          placeholder={words.unchanged}
          data={levels}
          value={action[field] ?? null}
          onChange={(value) => onChange({ ...action, [field]: (value as Level | null) ?? undefined })}
        />
      ))}
      <Select
        label={desk.service}
        clearable
        placeholder={words.unchanged}
        data={(services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={action.serviceId ?? null}
        onChange={(id) => onChange({ ...action, serviceId: id ?? undefined })}
      />
    </div>
  );
}

function PendFields({ action, errors, onChange }: Of<'pend'>) {
  const words = useWords(macroWords);
  const hours = action.for ? Math.round((durationMs(action.for) ?? 0) / 360_000) / 10 : '';
  return (
    <div className="grid-2 grow">
      <TextInput
        label={words.reason}
        maxLength={500}
        error={errors['reason']}
        value={action.reason}
        onChange={(event) => onChange({ ...action, reason: event.currentTarget.value })}
      />
      <NumberInput
        label={words.forHours}
        min={0.1}
        max={8760}
        value={hours}
        onChange={(value) =>
          onChange({ ...action, for: typeof value === 'number' && value > 0 ? `PT${Math.round(value * 60)}M` : undefined })
        }
      />
    </div>
  );
}

function ResolveFields({ action, errors, onChange }: Of<'resolve'>) {
  const words = useWords(macroWords);
  const desk = useWords(deskWords);
  return (
    <div className="stack tight grow">
      <Select
        label={words.code}
        allowDeselect={false}
        data={Object.entries(desk.codes).map(([value, label]) => ({ value, label }))}
        value={action.code}
        onChange={(code) => code && onChange({ ...action, code })}
      />
      <Textarea
        label={words.note}
        autosize
        minRows={2}
        error={errors['note']}
        value={action.note}
        onChange={(event) => onChange({ ...action, note: event.currentTarget.value })}
      />
    </div>
  );
}

function ChecklistFields({ action, errors, onChange }: Of<'checklist'>) {
  const words = useWords(macroWords);
  return (
    <Textarea
      className="grow"
      label={words.lines}
      autosize
      minRows={3}
      error={errors['items']}
      value={action.items.join('\n')}
      onChange={(event) => onChange({ ...action, items: event.currentTarget.value.split('\n') })}
    />
  );
}

function TagFields({ action, errors, onChange }: Of<'tag'>) {
  const words = useWords(macroWords);
  return (
    <TagsInput
      className="grow"
      aria-label={words.types['tag']}
      error={errors['tags']}
      value={action.tags}
      onChange={(tags) => onChange({ ...action, tags })}
    />
  );
}

function TimeFields({ action, onChange }: Of<'time'>) {
  const words = useWords(macroWords);
  return (
    <NumberInput
      label={words.minutes}
      min={1}
      max={1440}
      allowDecimal={false}
      value={Math.round((durationMs(action.spent) ?? 0) / 60_000)}
      onChange={(value) => typeof value === 'number' && value > 0 && onChange({ ...action, spent: `PT${value}M` })}
    />
  );
}
