import { Select, SimpleGrid, Switch, TextInput } from '@mantine/core';
import { PeopleEditor } from '../admin/people-editor.tsx';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { zonesWith } from '../i18n/time-zones.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { type ReportSchedule, reportNames } from './report-types.ts';
import { reportWords } from './report-words.ts';

/** The server names faults by the body's shape, the form by its fields. */
const fieldsOf = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([at, message]) => [at.replace(/^schedule\./, '').replace(/^recipientIds.*/, 'recipients'), message]),
  );

/** Orders a report by mail, edits the order or ends it. */
export function ScheduleDialog({ schedule, onClose }: { schedule: ReportSchedule | null; onClose: () => void }) {
  const words = useWords(reportWords);
  const common = useWords(commonWords);
  const me = useMe();
  const form = useFields(
    {
      name: schedule?.name ?? '',
      report: schedule?.report ?? 'targets',
      by: schedule?.filter.by ?? 'supportGroup',
      period: schedule?.period ?? 'week',
      cron: schedule?.schedule.cron ?? '0 7 * * 1',
      timeZone: schedule?.schedule.timeZone ?? me.timeZone,
      recipients: schedule?.recipients.map(({ id, name }) => ({ id, name })) ?? [{ id: me.id, name: me.name }],
      isActive: schedule?.isActive ?? true,
    },
    fieldsOf,
  );
  const done = async (): Promise<void> => {
    await refresh('report-schedules');
    toast(common.saved);
    onClose();
  };
  const send = async () => {
    const isSent = await form.submit(async ({ cron, timeZone, recipients, by, isActive, ...values }) => {
      const ids = recipients.map(({ id }) => id);
      const body = { ...values, filter: { ...schedule?.filter, by }, schedule: { cron, timeZone }, recipientIds: ids };
      await (schedule
        ? api.patch(`/report-schedules/${schedule.id}`, { ...body, isActive }, { ifMatch: schedule.version })
        : api.post('/report-schedules', body));
    });
    if (isSent) await done();
  };
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <DialogForm
      isCheckedByServer
      title={schedule ? words.editSchedule(schedule.name) : words.addSchedule}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={
        schedule && (
          <RemoveButton
            path={`/report-schedules/${schedule.id}`}
            name={schedule.name}
            family="report-schedules"
            text={words.removeText}
            done={onClose}
          />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={14} verticalSpacing={14}>
        <Select
          label={words.report}
          allowDeselect={false}
          data={reportNames.map((value) => ({ value, label: words.parts[value] }))}
          {...form.choice('report')}
        />
        <Select label={words.by} allowDeselect={false} data={options(words.dimensions)} {...form.choice('by')} />
        <Select label={words.period} allowDeselect={false} data={options(words.spans)} {...form.choice('period')} />
        <Select
          label={words.timeZone}
          searchable
          allowDeselect={false}
          limit={60}
          data={zonesWith(form.values.timeZone)}
          {...form.choice('timeZone')}
        />
      </SimpleGrid>
      <TextInput label={words.cron} description={words.cronHint} className="mono-input" {...form.text('cron')} />
      <PeopleEditor title={words.recipients} people={form.values.recipients} onChange={(recipients) => form.set({ recipients })} />
      {form.errors['recipients'] && <p className="bad small">{form.errors['recipients']}</p>}
      {schedule && <Switch label={words.isActive} {...form.flag('isActive')} />}
    </DialogForm>
  );
}
