import { Select, Textarea } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import type { ChecklistItem, Incident, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { useDraft } from '../ui/draft.ts';
import { Banner } from '../ui/states.tsx';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { reopenIncident, resolveIncident } from './verbs.ts';
import { workWords } from './work-words.ts';

const blank = { code: 'fixed', note: '' };

export function ResolveDialog({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(deskWords);
  const work = useWords(workWords);
  const { run, isBusy } = useIncidentAct();
  const [draft, setDraft, clear] = useDraft(`resolve:${base.id}`, blank);
  const checklist = useGet<Page<ChecklistItem>>(`/incidents/${base.id}/checklist`);
  const open = (checklist.data?.items ?? []).filter(({ doneAt }) => doneAt === null).length;
  const submit = () =>
    run(base, {
      work: (target) => resolveIncident(target, draft.code, draft.note),
      done: words.done.resolved,
      undo: (after) => reopenIncident(after),
      onDone: () => {
        clear();
        close();
      },
    });
  return (
    <DialogForm title={words.resolve} action={words.resolve} isBusy={isBusy} close={close} submit={submit}>
      {open > 0 && <Banner tone="warn">{work.stillOpen(open)}</Banner>}
      <Select
        label={words.code}
        allowDeselect={false}
        data={Object.entries(words.codes).map(([value, label]) => ({ value, label }))}
        value={draft.code}
        onChange={(code) => code && setDraft((now) => ({ ...now, code }))}
      />
      <Textarea
        label={words.note}
        description={words.noteHint}
        placeholder={words.notePlaceholder}
        data-autofocus
        autosize
        minRows={3}
        maxRows={12}
        value={draft.note}
        onChange={(event) => {
          const note = event.currentTarget.value;
          setDraft((now) => ({ ...now, note }));
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      />
    </DialogForm>
  );
}
