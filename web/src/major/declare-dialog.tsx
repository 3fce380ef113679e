import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Incident } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { DurationSelect } from '../ui/duration-select.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { BilingualFields, isSaid, said, unsaid } from './bilingual-fields.tsx';
import type { Major } from './major-types.ts';
import { majorWords } from './major-words.ts';
import { cadences, ScopeFields } from './scope-fields.tsx';

/** Sounds the alarm; the toast takes it back. */
export function DeclareDialog({ incident, close }: { incident: Incident; close: () => void }) {
  const words = useWords(majorWords);
  const me = useMe();
  const [, go] = useLocation();
  const tell = useTellProblem();
  const form = useFields({
    title: unsaid,
    body: unsaid,
    serviceIds: incident.service ? [incident.service.id] : [],
    locationIds: [] as string[],
    commanderId: me.id as string | null,
    updateEvery: 'PT30M',
  });
  const { values, set } = form;
  const submit = () =>
    form.submit(async ({ title, body, commanderId, updateEvery, ...scope }) => {
      const major = await api.post<Major>('/major-incidents', {
        ...scope,
        incidentId: incident.id,
        title: said(title),
        body: said(body),
        updateEvery: updateEvery || null,
        ...(commanderId && { commanderId }),
      });
      const reread = () => refresh('incidents', 'major-incidents', 'service-status', 'announcements');
      await reread();
      const undo = () => api.delete(`/major-incidents/${major.id}`).then(reread).catch(tell);
      toast(words.declared, { undo });
      close();
      go(links.major(major.id));
    });
  const isReady = isSaid(values.title) && isSaid(values.body);
  return (
    <DialogForm title={words.declare} action={words.declare} isBusy={form.isBusy} isReady={isReady} close={close} submit={submit}>
      <p className="muted">{words.declareLead}</p>
      <BilingualFields
        legend={words.headline}
        hint={`${words.headlineHint} ${words.oneIsEnough}`}
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
      <div className="grid-2">
        <TechnicianPicker
          label={words.commander}
          known={{ value: me.id, label: me.name }}
          value={values.commanderId}
          error={form.errors['commanderId']}
          onChange={(commanderId) => set({ commanderId })}
        />
        <DurationSelect
          label={words.updateEvery}
          choices={cadences}
          none={words.noCadence}
          value={values.updateEvery}
          onChange={(updateEvery) => set({ updateEvery })}
        />
      </div>
    </DialogForm>
  );
}
