import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { CalendarGrid } from '../on-call/calendar-grid.tsx';
import { dayAfter, mondayOf } from '../on-call/calendar-weeks.ts';
import { lanesOf } from '../on-call/lanes.ts';
import type { Gap } from '../on-call/on-call-types.ts';
import { onCallWords } from '../on-call/on-call-words.ts';
import { Loaded } from '../ui/states.tsx';
import { escalationWords } from './escalation-words.ts';
import { useNextDays } from './next-days.ts';
import type { OnCallSchedule, Shifts } from './service-level-types.ts';
import '../on-call/on-call.css';

/** This week and the next two, with a word on gaps. */
export function ShiftTimeline({ schedule }: { schedule: OnCallSchedule }) {
  const lanes = useWords(onCallWords);
  const weeks = useMemo(() => {
    const monday = mondayOf(new Date());
    return [0, 7, 14].map((begin) => Array.from({ length: 8 }, (_, day) => dayAfter(monday, begin + day)));
  }, []);
  const range = { from: weeks[0]![0]!.toISOString(), to: weeks[2]![7]!.toISOString() };
  const shifts = useGet<Shifts>(`/on-call/schedules/${schedule.id}/shifts`, range);
  return (
    <div className="stack tight">
      <GapCount schedule={schedule} />
      <Loaded query={shifts} lines={2}>
        {(found) => <CalendarGrid weeks={weeks} lanes={lanesOf(found, schedule.coverWeek === null, lanes)} />}
      </Loaded>
    </div>
  );
}

function GapCount({ schedule }: { schedule: OnCallSchedule }) {
  const words = useWords(escalationWords);
  const gaps = useGet<Page<Gap>>(`/on-call/schedules/${schedule.id}/gaps`, useNextDays(14));
  const count = gaps.data?.items.length;
  if (count === undefined) return null;
  return count > 0 ? (
    <span className="row tight bad small">
      <IconAlertTriangle size={15} aria-hidden />
      {words.gapsFound(count)}
    </span>
  ) : (
    <span className="row tight small well">
      <IconCheck size={15} aria-hidden />
      {words.noGaps}
    </span>
  );
}
