import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import type { ReportSchedule } from './report-types.ts';
import { reportWords } from './report-words.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';

/** Reports that are sent by mail: what, when, to whom. */
export function SchedulesPage() {
  const words = useWords(reportWords);
  const schedules = useGet<Page<ReportSchedule>>('/report-schedules');
  const [editing, setEditing] = useState<ReportSchedule | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.byMail}
        lead={words.byMailLead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words.addSchedule}
          </Button>
        }
      />
      <section className="card">
        <Loaded query={schedules}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={words.noSchedules}>{words.noSchedulesText}</Empty>
            ) : (
              <ScheduleTable schedules={items} onEdit={setEditing} />
            )
          }
        </Loaded>
      </section>
      {editing && <ScheduleDialog schedule={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function ScheduleTable({ schedules, onEdit }: { schedules: ReportSchedule[]; onEdit: (schedule: ReportSchedule) => void }) {
  const words = useWords(reportWords);
  const common = useWords(commonWords);
  const format = useFormats();
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.report}</th>
          <th scope="col">{words.recipients}</th>
          <th scope="col">{words.next}</th>
          <th scope="col">{words.last}</th>
          <th scope="col">
            <span className="hidden-visually">{common.edit}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {schedules.map((schedule) => (
          <tr key={schedule.id} className={schedule.isActive ? undefined : 'dim'}>
            <td>
              <strong>
                <bdi>{schedule.name}</bdi>
              </strong>{' '}
              {!schedule.isActive && <Chip>{words.off}</Chip>}
            </td>
            <td>
              {words.parts[schedule.report]} · {words.spans[schedule.period]}
            </td>
            <td>{format.list(schedule.recipients.map(({ name }) => name))}</td>
            <td>{schedule.nextAt ? format.moment(schedule.nextAt) : '–'}</td>
            <td>{schedule.lastSentAt ? format.ago(schedule.lastSentAt) : words.never}</td>
            <td className="end">
              <Button variant="subtle" size="compact-sm" aria-label={words.editSchedule(schedule.name)} onClick={() => onEdit(schedule)}>
                {common.edit}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
