import { Button } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { OnCallSchedule } from './service-level-types.ts';

const path = ({ id }: OnCallSchedule): string => `/on-call/schedules/${id}/retirement`;
const revive = (schedule: OnCallSchedule) => api.delete(path(schedule)).then(() => refresh('on-call'));

/** Ends a schedule at once; undoing takes it up again with the plan that it had. */
export function RetireButton({ schedule }: { schedule: OnCallSchedule }) {
  const words = useWords(onCallEditorWords);
  const [isBusy, act] = useAct();
  const retire = async () => {
    const isDone = await act(() => api.put(path(schedule)).then(() => refresh('on-call')));
    if (isDone) toast(words.retired(schedule.name), { undo: () => act(() => revive(schedule)) });
  };
  return (
    <Button
      variant="subtle"
      color="red"
      size="compact-sm"
      loading={isBusy}
      aria-label={words.retireThis(schedule.name)}
      onClick={() => void retire()}
    >
      {words.retire}
    </Button>
  );
}

/** Schedules that are used no longer, folded away. */
export function RetiredSchedules() {
  const words = useWords(onCallEditorWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const all = useList<OnCallSchedule>('/on-call/schedules', { withRetired: 'true' });
  const retired = all.items.flatMap((schedule) => (schedule.retiredAt ? [{ schedule, at: schedule.retiredAt }] : []));
  if (retired.length === 0) return null;
  return (
    <details className="card retired-schedules">
      <summary>{words.retiredOnes(retired.length)}</summary>
      <ul className="lines">
        {retired.map(({ schedule, at }) => (
          <li key={schedule.id} className="row between">
            <span>
              <bdi>{schedule.name}</bdi> <span className="muted small">{words.retiredSince(format.date(at))}</span>
            </span>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={isBusy}
              aria-label={words.reviveThis(schedule.name)}
              onClick={() => void act(() => revive(schedule))}
            >
              {words.revive}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
