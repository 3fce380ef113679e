import { Button, Modal, MultiSelect, Select, Switch, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deviceZone, zonesWith } from '../i18n/time-zones.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { CalendarPreview } from './calendar-preview.tsx';
import { ExceptionsEditor } from './exceptions-editor.tsx';
import { WeekEditor } from './hours-editor.tsx';
import type { Calendar, Week } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';

const officeHours: Week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]]));

/** Hours of a week, exceptions, and what a due time would be under them. */
export function CalendarDialog({ calendar, onClose }: { calendar: Calendar | null; onClose: () => void }) {
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  const form = useFields(
    {
      name: calendar?.name ?? '',
      timeZone: calendar?.timeZone ?? deviceZone(),
      week: calendar?.week ?? officeHours,
      exceptions: calendar?.exceptions ?? {},
      isDefault: calendar?.isDefault ?? false,
      supportGroupIds: calendar?.supportGroupIds ?? [],
    },
    (errors) => Object.fromEntries(Object.entries(errors).map(([at, message]) => [at.split('.')[0] ?? at, message])),
  );
  const { week, exceptions, timeZone, supportGroupIds } = form.values;
  const imported = calendar?.imported ?? [];
  const send = async () => {
    const done = await form.submit((values) =>
      calendar
        ? api.patch(`/service-calendars/${calendar.id}`, values, { ifMatch: calendar.version })
        : api.post('/service-calendars', values),
    );
    if (!done) return;
    await refresh('service-calendars');
    toast(common.saved);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="xl"
      title={calendar ? words.editCalendar(calendar.name) : words.addCalendar}
    >
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="grid-2">
          <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
          <Select
            label={words.timeZone}
            searchable
            allowDeselect={false}
            limit={60}
            data={zonesWith(timeZone)}
            {...form.choice('timeZone')}
          />
        </div>
        <h3>{words.week}</h3>
        <WeekEditor week={week} onChange={(next) => form.set({ week: next })} />
        {form.errors['week'] && <p className="bad">{form.errors['week']}</p>}
        <ExceptionsEditor
          week={week}
          exceptions={exceptions}
          imported={imported}
          fault={form.errors['exceptions']}
          onChange={(next) => form.set({ exceptions: next })}
        />
        <MultiSelect
          label={words.groups}
          data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={supportGroupIds}
          error={form.errors['supportGroupIds']}
          onChange={(ids) => form.set({ supportGroupIds: ids })}
        />
        <Switch label={words.isDefault} {...form.flag('isDefault')} />
        <CalendarPreview hours={{ timeZone, week, exceptions, imported }} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
