import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { CalendarGrid } from '../on-call/calendar-grid.tsx';
import { dayAfter, mondayOf } from '../on-call/calendar-weeks.ts';
import { lanesOf } from '../on-call/lanes.ts';
import type { Coverage } from '../on-call/on-call-types.ts';
import { onCallWords } from '../on-call/on-call-words.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { scheduleBody } from './schedule-dialog.tsx';
import '../on-call/on-call.css';

const weekCount = 5;

/** The coming weeks by what is typed, before it is saved. */
export function SchedulePreview({ body, scheduleId }: { body: ReturnType<typeof scheduleBody>; scheduleId: string | undefined }) {
  const words = useWords(onCallEditorWords);
  const lanes = useWords(onCallWords);
  const { name: _, isWatched: _watched, ...draft } = body;
  const [asked] = useDebouncedValue(JSON.stringify(draft), 350);
  const weeks = useMemo(() => {
    const monday = mondayOf(new Date());
    return Array.from({ length: weekCount }, (_week, week) => Array.from({ length: 8 }, (_day, day) => dayAfter(monday, week * 7 + day)));
  }, []);
  const isComplete = draft.rotations.every(
    ({ participantIds, startsOn, handoverAt }) => participantIds.length > 0 && startsOn && handoverAt,
  );
  const preview = useQuery({
    queryKey: ['on-call', 'preview', asked, scheduleId],
    queryFn: () =>
      api.post<Coverage>('/on-call/schedules/preview', {
        schedule: JSON.parse(asked),
        scheduleId,
        from: weeks[0]![0]!.toISOString(),
        to: weeks.at(-1)![7]!.toISOString(),
      }),
    enabled: isComplete,
    placeholderData: (previous) => previous,
    retry: false,
  });
  const coverage = preview.data;
  return (
    <section className="schedule-preview" aria-label={words.preview}>
      <div className="row between">
        <h3>{words.preview}</h3>
        {coverage && isComplete && (
          <span className={coverage.gaps.length > 0 ? 'bad small' : 'well small'}>{words.gapsIn(coverage.gaps.length)}</span>
        )}
      </div>
      {coverage && isComplete ? (
        <CalendarGrid weeks={weeks} lanes={lanesOf(coverage, true, lanes)} />
      ) : (
        <p className="muted small">{words.previewWaits}</p>
      )}
    </section>
  );
}
