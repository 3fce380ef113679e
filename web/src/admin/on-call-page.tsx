import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Face } from '../ui/marks.tsx';
import { Card, Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { escalationWords } from './escalation-words.ts';
import { onCallEditorWords } from './on-call-words.ts';
import { OverrideDialog } from './override-dialog.tsx';
import { Overrides } from './overrides.tsx';
import { RetireButton, RetiredSchedules } from './retire-schedule.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import type { OnCallSchedule } from './service-level-types.ts';
import { ShiftTimeline } from './shift-timeline.tsx';
import { TemporaryDialog } from './temporary-dialog.tsx';
import { TemporarySchedules } from './temporary-schedules.tsx';

/** Who is reachable when. */
export function OnCallPage() {
  const words = useWords(escalationWords);
  const isLead = hasRole(useMe(), 'lead');
  const schedules = useList<OnCallSchedule>('/on-call/schedules');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={words.onCall}
        lead={words.onCallLead}
        actions={
          isLead && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {words.addSchedule}
            </Button>
          )
        }
      />
      <Listed
        query={schedules}
        empty={
          <section className="card">
            <Empty title={words.noSchedules}>{words.noSchedulesText}</Empty>
          </section>
        }
      >
        {(items) => (
          <div className="stack">
            {items.map((schedule) => (
              <ScheduleCard key={schedule.id} schedule={schedule} isLead={isLead} />
            ))}
          </div>
        )}
      </Listed>
      {isLead && <RetiredSchedules />}
      {isAdding && <ScheduleDialog schedule={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function ScheduleCard({ schedule, isLead }: { schedule: OnCallSchedule; isLead: boolean }) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const common = useWords(commonWords);
  const [dialog, setDialog] = useState<'edit' | 'override' | 'temporary' | null>(null);
  return (
    <Card
      title={
        <span className="row">
          <bdi>{schedule.name}</bdi>
          <span className="muted small">{schedule.timeZone}</span>
        </span>
      }
      actions={
        <>
          <Button variant="subtle" size="compact-sm" onClick={() => setDialog('override')}>
            {words.override}
          </Button>
          {isLead && (
            <Button variant="subtle" size="compact-sm" onClick={() => setDialog('temporary')}>
              {own.temporary}
            </Button>
          )}
          <Button component={Link} href={links.onCall(schedule.id)} variant="subtle" size="compact-sm">
            {own.openCalendar}
          </Button>
          {isLead && (
            <Button variant="subtle" size="compact-sm" aria-label={words.editSchedule(schedule.name)} onClick={() => setDialog('edit')}>
              {common.edit}
            </Button>
          )}
          {isLead && <RetireButton schedule={schedule} />}
        </>
      }
    >
      <div className="stack">
        <div className="row on-call-now">
          <span className="muted">{words.now}</span>
          {schedule.onCallNow.length === 0 && <strong className={schedule.isMissing ? 'bad' : undefined}>{words.nobodyNow}</strong>}
          {schedule.onCallNow.map((person) => (
            <strong className="row tight" key={person.id}>
              <Face person={person} />
              <bdi>{person.name}</bdi>
            </strong>
          ))}
        </div>
        <ShiftTimeline schedule={schedule} />
        <Overrides schedule={schedule} />
        <TemporarySchedules schedule={schedule} isLead={isLead} />
      </div>
      {dialog === 'edit' && <ScheduleDialog schedule={schedule} onClose={() => setDialog(null)} />}
      {dialog === 'temporary' && <TemporaryDialog schedule={schedule} onClose={() => setDialog(null)} />}
      {dialog === 'override' && <OverrideDialog schedule={schedule} onClose={() => setDialog(null)} />}
    </Card>
  );
}
