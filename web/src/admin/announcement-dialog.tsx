import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { BilingualFields, isSaid, said, unsaid } from '../major/bilingual-fields.tsx';
import type { Announcement, Bilingual } from '../major/major-types.ts';
import { ScopeFields } from '../major/scope-fields.tsx';
import { statusWords } from '../major/status-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { announcementWords } from './announcement-words.ts';
import '../major/major.css';

/** An instant as a field of the browser takes it, in the reader's own zone; and back. */
const toField = (instant: string | null | undefined): string => {
  if (!instant) return '';
  const at = new Date(instant);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};
const fromField = (value: string): string | null => (value ? new Date(value).toISOString() : null);

type Kind = Announcement['kind'];

function initial(announcement: Announcement | null) {
  return {
    kind: (announcement?.kind ?? 'maintenance') as Kind,
    title: (announcement?.title ?? unsaid) as Bilingual,
    body: (announcement?.body ?? unsaid) as Bilingual,
    from: toField(announcement?.from),
    until: toField(announcement?.until),
    startsAt: toField(announcement?.startsAt),
    endsAt: toField(announcement?.endsAt),
    departments: announcement?.departments.join(', ') ?? '',
    locationIds: announcement?.locations.map(({ id }) => id) ?? [],
    serviceIds: announcement?.services.map(({ id }) => id) ?? [],
    isForFollowers: announcement?.isForFollowers ?? false,
  };
}

const bodyOf = ({ from, departments, ...values }: ReturnType<typeof initial>) => ({
  ...values,
  title: said(values.title),
  ...(from && { from: fromField(from) }),
  until: fromField(values.until),
  startsAt: fromField(values.startsAt),
  endsAt: fromField(values.endsAt),
  departments: departments
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean),
});

export function AnnouncementDialog({ announcement, close }: { announcement: Announcement | null; close: () => void }) {
  const words = useWords(announcementWords);
  const status = useWords(statusWords);
  const common = useWords(commonWords);
  const tell = useTellProblem();
  const form = useFields(initial(announcement));
  const { values, set } = form;
  const reread = () => refresh('announcements', 'service-status');
  const submit = () =>
    form.submit(async (all) => {
      const body = bodyOf(all);
      if (announcement) await api.patch(`/announcements/${announcement.id}`, body, { ifMatch: announcement.version });
      else {
        const { id } = await api.post<Announcement>('/announcements', body);
        const undo = () => api.put(`/announcements/${id}/withdrawal`).then(reread).catch(tell);
        toast(words.announced, { undo });
      }
      if (announcement) toast(common.saved);
      close();
      await reread();
    });
  const time = (name: 'from' | 'until' | 'startsAt' | 'endsAt', description?: string) => (
    <TextInput type="datetime-local" label={words[name]} description={description} {...form.text(name)} />
  );
  return (
    <DialogForm
      title={announcement ? words.edit : words.add}
      action={announcement ? common.save : words.add}
      isBusy={form.isBusy}
      isReady={isSaid(values.title)}
      close={close}
      submit={submit}
    >
      <SegmentedControl
        aria-label={words.kind}
        data={(['maintenance', 'info', 'outage'] as const).map((value) => ({ value, label: status.kinds[value] }))}
        value={values.kind}
        onChange={(kind) => set({ kind: kind as Kind })}
      />
      <BilingualFields
        legend={words.headline}
        value={values.title}
        error={form.errors['title']}
        onChange={(title) => set({ title })}
        isFirst
      />
      <BilingualFields legend={words.text} value={values.body} error={form.errors['body']} onChange={(body) => set({ body })} isLong />
      {values.kind !== 'info' && (
        <div className="grid-2">
          {time('startsAt')}
          {time('endsAt')}
        </div>
      )}
      <div className="grid-2">
        {time('from', words.fromHint)}
        {time('until', words.untilHint)}
      </div>
      <TextInput label={words.departments} description={words.departmentsHint} {...form.text('departments')} />
      <ScopeFields
        servicesLabel={words.services}
        locationsLabel={words.locations}
        serviceIds={values.serviceIds}
        locationIds={values.locationIds}
        onServices={(serviceIds) => set({ serviceIds })}
        onLocations={(locationIds) => set({ locationIds })}
      />
      <Checkbox label={words.isForFollowers} disabled={values.serviceIds.length === 0} {...form.flag('isForFollowers')} />
    </DialogForm>
  );
}
