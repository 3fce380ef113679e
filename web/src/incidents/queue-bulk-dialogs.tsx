import { SegmentedControl, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { IncidentPicker } from './incident-picker.tsx';
import type { BulkAction } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

export type BulkDialogKind = 'assign' | 'pend' | 'resolve' | 'cancel' | 'priority' | 'tag' | 'comment' | 'merge';

interface Props {
  /** "12 incidents", to say what will change. */
  what: string;
  /** Tags that the selection has, to take away. */
  tags: string[];
  apply: (action: BulkAction) => Promise<boolean>;
  close: () => void;
}

/** Asks what a change of many incidents needs to know. */
export function BulkDialog({ kind, ...props }: Props & { kind: BulkDialogKind }) {
  const dialogs = {
    assign: AssignMany,
    pend: PendMany,
    resolve: ResolveMany,
    cancel: CancelMany,
    priority: PriorityOfMany,
    tag: TagMany,
    comment: CommentMany,
    merge: MergeMany,
  };
  const Dialog = dialogs[kind];
  return <Dialog {...props} />;
}

/** Sends and closes; stays open with what was typed when it was refused. */
function useApply({ apply, close }: Pick<Props, 'apply' | 'close'>): [boolean, (action: BulkAction) => Promise<void>] {
  const [isBusy, setBusy] = useState(false);
  const send = async (action: BulkAction) => {
    setBusy(true);
    const isTaken = await apply(action);
    setBusy(false);
    if (isTaken) close();
  };
  return [isBusy, send];
}

function AssignMany({ what, ...props }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const [isBusy, send] = useApply(props);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const [technicianId, setTechnician] = useState<string | null>(null);
  const [group, setGroup] = useState<string | null>(null);
  const submit = () =>
    send({ type: 'assign', ...(technicianId || !group ? { technicianId } : {}), ...(group && { supportGroupId: group }) });
  return (
    <DialogForm title={`${desk.assign}: ${what}`} action={desk.assign} isBusy={isBusy} close={props.close} submit={submit}>
      <TechnicianPicker
        label={desk.assignee}
        placeholder={desk.unassign}
        data-autofocus
        value={technicianId}
        onChange={(id) => setTechnician(id)}
      />
      <Select
        label={desk.group}
        placeholder={words.keepGroup}
        clearable
        data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={group}
        onChange={setGroup}
      />
    </DialogForm>
  );
}

function PendMany({ what, ...props }: Props) {
  const desk = useWords(deskWords);
  const [isBusy, send] = useApply(props);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const submit = () => send({ type: 'pend', reason, ...(until && { until: new Date(until).toISOString() }) });
  return (
    <DialogForm
      title={`${desk.pend}: ${what}`}
      action={desk.pend}
      isBusy={isBusy}
      isReady={reason.trim() !== ''}
      close={props.close}
      submit={submit}
    >
      <TextInput
        label={desk.reasonPend}
        placeholder={desk.reasonPlaceholder}
        data-autofocus
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={desk.until}
        description={desk.untilHint}
        type="datetime-local"
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function ResolveMany({ what, ...props }: Props) {
  const desk = useWords(deskWords);
  const [isBusy, send] = useApply(props);
  const [code, setCode] = useState('fixed');
  const [note, setNote] = useState('');
  return (
    <DialogForm
      title={`${desk.resolve}: ${what}`}
      action={desk.resolve}
      isBusy={isBusy}
      close={props.close}
      submit={() => send({ type: 'resolve', code, note })}
    >
      <Select
        label={desk.code}
        allowDeselect={false}
        data={Object.entries(desk.codes).map(([value, label]) => ({ value, label }))}
        value={code}
        onChange={(value) => value && setCode(value)}
      />
      <Textarea
        label={desk.note}
        description={desk.noteHint}
        placeholder={desk.notePlaceholder}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function CancelMany({ what, ...props }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const [isBusy, send] = useApply(props);
  const [reason, setReason] = useState('');
  return (
    <DialogForm
      title={`${desk.cancel}: ${what}`}
      action={desk.cancel}
      isBusy={isBusy}
      close={props.close}
      submit={() => send({ type: 'cancel', ...(reason.trim() && { reason }) })}
    >
      <p className="muted">{words.cancelLead}</p>
      <TextInput label={desk.reason} data-autofocus value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
    </DialogForm>
  );
}

type Level = 'low' | 'medium' | 'high';

function PriorityOfMany({ what, ...props }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const common = useWords(commonWords);
  const [isBusy, send] = useApply(props);
  const [levels, setLevels] = useState<{ impact: Level | null; urgency: Level | null }>({ impact: null, urgency: null });
  const { impact, urgency } = levels;
  const choice = (name: 'impact' | 'urgency') => (
    <Select
      label={desk[name]}
      placeholder={words.keep}
      clearable
      data={Object.entries(common.level).map(([value, label]) => ({ value, label }))}
      value={levels[name]}
      onChange={(value) => setLevels((now) => ({ ...now, [name]: value as Level | null }))}
    />
  );
  return (
    <DialogForm
      title={`${desk.priority}: ${what}`}
      action={words.apply}
      isBusy={isBusy}
      isReady={Boolean(impact || urgency)}
      close={props.close}
      submit={() => send({ type: 'priority', ...(impact && { impact }), ...(urgency && { urgency }) })}
    >
      {choice('impact')}
      {choice('urgency')}
    </DialogForm>
  );
}

function TagMany({ what, tags, ...props }: Props) {
  const words = useWords(queueWords);
  const [isBusy, send] = useApply(props);
  const known = useGet<Page<string>>('/incidents/tags');
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  return (
    <DialogForm
      title={`${words.bulk.tag}: ${what}`}
      action={words.apply}
      isBusy={isBusy}
      isReady={add.length + remove.length > 0}
      close={props.close}
      submit={() => send({ type: 'tag', add, remove })}
    >
      <TagsInput
        label={words.addTags}
        data-autofocus
        data={known.data?.items ?? []}
        maxTags={20}
        splitChars={[',']}
        value={add}
        onChange={(chosen) => setAdd(chosen.map((tag) => tag.toLowerCase().slice(0, 40)))}
      />
      {tags.length > 0 && <TagsInput label={words.removeTags} data={tags} value={remove} onChange={setRemove} />}
    </DialogForm>
  );
}

function CommentMany({ what, ...props }: Props) {
  const words = useWords(queueWords);
  const [isBusy, send] = useApply(props);
  const [body, setBody] = useState('');
  const [visibility, setVisibility] = useState<'public' | 'internal'>('internal');
  return (
    <DialogForm
      title={`${words.bulk.comment}: ${what}`}
      action={words.bulk.comment}
      isBusy={isBusy}
      isReady={body.trim() !== ''}
      close={props.close}
      submit={() => send({ type: 'comment', body, visibility })}
    >
      <SegmentedControl
        data={[
          { value: 'internal', label: words.commentInternal },
          { value: 'public', label: words.commentPublic },
        ]}
        value={visibility}
        onChange={(value) => setVisibility(value as 'public' | 'internal')}
      />
      <Textarea
        label={words.commentText}
        description={words.noUndo}
        data-autofocus
        autosize
        minRows={4}
        maxRows={12}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function MergeMany({ what, ...props }: Props) {
  const words = useWords(queueWords);
  const [isBusy, send] = useApply(props);
  const [intoId, setInto] = useState<string | null>(null);
  return (
    <DialogForm
      title={`${words.bulk.merge}: ${what}`}
      action={words.bulk.merge}
      isBusy={isBusy}
      isReady={intoId !== null}
      close={props.close}
      submit={() => send({ type: 'merge', intoId: intoId as string })}
    >
      <p className="muted">{words.mergeLead}</p>
      <IncidentPicker label={words.mergeInto} value={intoId} except="" onChange={setInto} />
    </DialogForm>
  );
}
