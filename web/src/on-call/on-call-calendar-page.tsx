import { Button } from '@mantine/core';
import { IconBell, IconCalendarShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { deviceZone } from '../i18n/time-zones.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { CalendarCard } from './calendar-card.tsx';
import { GapsBanner } from './gaps-banner.tsx';
import { MyShifts } from './my-shifts.tsx';
import { NowCard } from './now-card.tsx';
import type { Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';
import { PreferencesDialog } from './preferences-dialog.tsx';
import { SubscribeDialog } from './subscribe-dialog.tsx';
import { MySwaps, SwapsForMe } from './swaps.tsx';

/** Who is reachable now and in the weeks to come, and my part in it. */
export function OnCallCalendarPage({ scheduleId }: { scheduleId: string | null }) {
  const words = useWords(onCallWords);
  const schedules = useList<Schedule>('/on-call/schedules');
  const [dialog, setDialog] = useState<'subscribe' | 'reminders' | null>(null);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead(deviceZone())}
        actions={
          <>
            <Button variant="default" leftSection={<IconBell size={16} aria-hidden />} onClick={() => setDialog('reminders')}>
              {words.reminders}
            </Button>
            <Button variant="default" leftSection={<IconCalendarShare size={16} aria-hidden />} onClick={() => setDialog('subscribe')}>
              {words.subscribe}
            </Button>
          </>
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
            <SwapsForMe />
            <GapsBanner />
            <NowCard />
            <div className="two">
              <CalendarCard schedules={items} scheduleId={scheduleId} />
              <div className="stack">
                <MyShifts schedules={items} />
                <MySwaps />
              </div>
            </div>
          </div>
        )}
      </Listed>
      {dialog === 'subscribe' && <SubscribeDialog schedules={schedules.items} onClose={() => setDialog(null)} />}
      {dialog === 'reminders' && <PreferencesDialog onClose={() => setDialog(null)} />}
    </>
  );
}
