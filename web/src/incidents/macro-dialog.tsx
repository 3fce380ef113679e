import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import type { Incident, Macro, MacroPreview, MacroRun, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs, useFormats } from '../i18n/format.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { useIncidentAct } from './conflict.tsx';
import { deskWords } from './desk-words.ts';
import { keepIncident } from './verbs.ts';
import { workWords } from './work-words.ts';

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Chooses a macro, shows what it would do, and does it in one go, with a way back. */
export function MacroDialog({ base, close }: { base: Incident; close: () => void }) {
  const words = useWords(workWords);
  const common = useWords(commonWords);
  const query = useGet<Page<Macro>>('/macros');
  const [typed, setTyped] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = useMemo(() => (query.data?.items ?? []).filter(({ name }) => fold(name).includes(fold(typed.trim()))), [query.data, typed]);
  const chosen = shown.find(({ id }) => id === chosenId) ?? shown[0];
  const move = (step: number) => {
    const at = shown.findIndex(({ id }) => id === chosen?.id);
    setChosenId(shown[(at + step + shown.length) % shown.length]?.id ?? null);
  };
  return (
    <Modal opened onClose={close} title={words.macroTitle} size={820} closeButtonProps={{ 'aria-label': common.close }}>
      <div className="macro-dialog">
        <div className="stack tight">
          <TextInput
            data-autofocus
            aria-label={words.macroSearch}
            placeholder={words.macroSearch}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') document.querySelector<HTMLButtonElement>('.macro-apply')?.focus();
              if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
              event.preventDefault();
              move(event.key === 'ArrowDown' ? 1 : -1);
            }}
          />
          {shown.length > 0 && (
            <div className="macro-list" role="listbox" aria-label={words.macroTitle}>
              {shown.map(({ id, name }) => (
                <button type="button" key={id} role="option" aria-selected={id === chosen?.id} onClick={() => setChosenId(id)}>
                  <bdi>{name}</bdi>
                </button>
              ))}
            </div>
          )}
        </div>
        <Loaded query={query} lines={4}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.noMacros} />
            ) : (
              chosen && <MacroPane key={chosen.id} base={base} macro={chosen} close={close} />
            )
          }
        </Loaded>
      </div>
    </Modal>
  );
}

function MacroPane({ base, macro, close }: { base: Incident; macro: Macro; close: () => void }) {
  const words = useWords(workWords);
  const format = useFormats();
  const { run, isBusy } = useIncidentAct();
  const query = useGet<MacroPreview>(`/incidents/${base.id}/macros/${macro.id}/preview`);
  const [own, setOwn] = useState<{ public?: string; internal?: string }>({});
  const submit = () => {
    let runId = '';
    return run(base, {
      work: async (target) => {
        const said = {
          macroId: macro.id,
          ...(own.public !== undefined && { answer: own.public }),
          ...(own.internal !== undefined && { note: own.internal }),
        };
        const done = await api.post<MacroRun>(`/incidents/${target.id}/macro-runs`, said, { ifMatch: target.version });
        runId = done.id;
        return keepIncident(done.incident);
      },
      done: words.macroDone(macro.name),
      undo: async () => keepIncident(await api.delete<Incident>(`/incidents/${base.id}/macro-runs/${runId}`)),
      onDone: close,
    });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Loaded query={query} lines={3}>
        {(preview) => (
          <>
            <ol className="macro-steps">
              {preview.actions.map((step, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a macro have no other name than their place
                <li key={index} className={step.isAllowed ? '' : 'impossible'}>
                  <Step step={step} own={own} setOwn={setOwn} />
                </li>
              ))}
            </ol>
            {preview.missing.length > 0 && <p className="small bad">{words.macroMissing(format.list(preview.missing))}</p>}
            {!preview.isAllowed && <p className="small bad">{words.macroImpossible}</p>}
            <div className="form-actions">
              <Button type="submit" className="macro-apply" loading={isBusy} disabled={!preview.isAllowed}>
                {words.macroApply}
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </form>
  );
}

type Own = { public?: string; internal?: string };

function Step({ step, own, setOwn }: { step: MacroPreview['actions'][number]; own: Own; setOwn: (own: Own) => void }) {
  const words = useWords(workWords);
  const say = useStepWords();
  if (step.type === 'comment') {
    const visibility = step.visibility ?? 'public';
    const text = own[visibility] ?? step.text ?? '';
    const isOwn = text.trim() !== (step.text ?? '').trim();
    return (
      <Textarea
        className="grow"
        label={visibility === 'public' ? words.step.comment : words.step.internalComment}
        description={visibility === 'public' ? (isOwn ? words.ownWords : words.macroWords) : undefined}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => setOwn({ ...own, [visibility]: event.currentTarget.value })}
      />
    );
  }
  return (
    <span>
      {say(step)}
      {step.items && <span className="muted">: {step.items.join(', ')}</span>}
      {step.type === 'resolve' && step.text && <span className="typed muted"> — {step.text}</span>}
    </span>
  );
}

/** Answers a function that says in words what a step does. */
function useStepWords(): (step: MacroPreview['actions'][number]) => string {
  const words = useWords(workWords);
  const desk = useWords(deskWords);
  const common = useWords(commonWords);
  const format = useFormats();
  return (step) => {
    const { step: say } = words;
    const people = [step.technician === null ? words.nobody : step.technician?.name, step.supportGroup?.name].filter(Boolean).join(', ');
    const fields = [
      step.impact && `${desk.impact} ${common.level[step.impact]}`,
      step.urgency && `${desk.urgency} ${common.level[step.urgency]}`,
      step.service !== undefined && `${desk.service} ${step.service?.name ?? common.none}`,
    ];
    if (step.type === 'assign') return say.assign(people);
    if (step.type === 'edit') return say.edit(fields.filter(Boolean).join(', '));
    if (step.type === 'pend') return say.pend([step.text, step.until && words.until(format.moment(step.until))].filter(Boolean).join(', '));
    if (step.type === 'resolve') return say.resolve(desk.codes[step.code ?? ''] ?? step.code ?? '');
    if (step.type === 'tag') return say.tag((step.tags ?? []).join(', '));
    if (step.type === 'watch') return say.watch(step.technician?.name ?? '');
    if (step.type === 'time') return say.time(format.duration(durationMs(step.spent ?? '') ?? 0));
    return step.type === 'checklist' ? say.checklist : say.resume;
  };
}
