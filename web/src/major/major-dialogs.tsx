import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { DurationSelect } from '../ui/duration-select.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { BilingualFields, isSaid, said, unsaid } from './bilingual-fields.tsx';
import type { Bilingual, Major } from './major-types.ts';
import { majorWords } from './major-words.ts';
import { cadences, ScopeFields } from './scope-fields.tsx';

interface Props {
  major: Major;
  close: () => void;
}

const reread = () => refresh('major-incidents', 'service-status', 'announcements', 'incidents');

/** Headline, text, what is concerned and how often news come. */
export function EditMajorDialog({ major, close }: Props) {
  const words = useWords(majorWords);
  const common = useWords(commonWords);
  const form = useFields({
    title: major.title as Bilingual,
    body: major.body as Bilingual,
    serviceIds: major.services.map(({ id }) => id),
    locationIds: major.locations.map(({ id }) => id),
    updateEvery: major.updateEvery ?? '',
  });
  const { values, set } = form;
  const isOtherBody = values.body.en !== major.body.en || values.body.fr !== major.body.fr;
  const submit = () =>
    form.submit(async ({ title, body, updateEvery, ...scope }) => {
      const changes = { ...scope, title: said(title), ...(isOtherBody && { body: said(body) }), updateEvery: updateEvery || null };
      await api.patch(`/major-incidents/${major.id}`, changes, { ifMatch: major.version });
      toast(common.saved);
      close();
      await reread();
    });
  const isReady = isSaid(values.title) && isSaid(values.body);
  return (
    <DialogForm title={words.editTitle} action={common.save} isBusy={form.isBusy} isReady={isReady} close={close} submit={submit}>
      <BilingualFields
        legend={words.headline}
        hint={words.headlineHint}
        value={values.title}
        error={form.errors['title']}
        onChange={(title) => set({ title })}
        isFirst
      />
      <BilingualFields legend={words.text} value={values.body} error={form.errors['body']} onChange={(body) => set({ body })} isLong />
      <ScopeFields
        serviceIds={values.serviceIds}
        locationIds={values.locationIds}
        onServices={(serviceIds) => set({ serviceIds })}
        onLocations={(locationIds) => set({ locationIds })}
      />
      <DurationSelect
        label={words.updateEvery}
        choices={cadences}
        none={words.noCadence}
        value={values.updateEvery}
        onChange={(updateEvery) => set({ updateEvery })}
      />
    </DialogForm>
  );
}

/** Ends it with a summary; the toast takes that back. */
export function EndDialog({ major, close }: Props) {
  const words = useWords(majorWords);
  const tell = useTellProblem();
  const form = useFields({ summary: unsaid });
  const submit = () =>
    form.submit(async ({ summary }) => {
      await api.put(`/major-incidents/${major.id}/end`, { summary: said(summary) }, { ifMatch: major.version });
      const undo = () => api.delete(`/major-incidents/${major.id}/end`).then(reread).catch(tell);
      toast(words.ended, { undo });
      close();
      await reread();
    });
  const isReady = isSaid(form.values.summary);
  return (
    <DialogForm title={words.endTitle} action={words.end} isBusy={form.isBusy} isReady={isReady} close={close} submit={submit}>
      <p className="muted">{words.endLead}</p>
      <BilingualFields
        legend={words.summary}
        hint={words.oneIsEnough}
        value={form.values.summary}
        error={form.errors['summary']}
        onChange={(summary) => form.set({ summary })}
        isLong
        isFirst
      />
    </DialogForm>
  );
}

export function HandOverDialog({ major, close }: Props) {
  const words = useWords(majorWords);
  const common = useWords(commonWords);
  const form = useFields({ commanderId: major.commander?.id ?? null });
  const [name, setName] = useState(major.commander?.name ?? '');
  const submit = () =>
    form.submit(async ({ commanderId }) => {
      await api.patch(`/major-incidents/${major.id}`, { commanderId }, { ifMatch: major.version });
      toast(`${words.commander}: ${name}`);
      close();
      await reread();
    });
  return (
    <DialogForm
      title={words.handOver}
      action={common.save}
      isBusy={form.isBusy}
      isReady={form.values.commanderId !== null}
      close={close}
      submit={submit}
    >
      <TechnicianPicker
        label={words.commander}
        known={major.commander && { value: major.commander.id, label: major.commander.name }}
        value={form.values.commanderId}
        error={form.errors['commanderId']}
        onChange={(commanderId, label) => {
          form.set({ commanderId });
          setName(label ?? '');
        }}
      />
    </DialogForm>
  );
}
