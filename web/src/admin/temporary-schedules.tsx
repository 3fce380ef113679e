import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useNextDays } from './next-days.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { OnCallSchedule, TemporarySchedule } from './service-level-types.ts';

/** Temporary schedules that hold now or soon; removing one can be undone. */
export function TemporarySchedules({ schedule, isLead }: { schedule: OnCallSchedule; isLead: boolean }) {
  const own = useWords(onCallEditorWords);
  const format = useFormats();
  const path = `/on-call/schedules/${schedule.id}/temporary-schedules`;
  const found = useGet<Page<TemporarySchedule>>(path, useNextDays(120));
  const [, act] = useAct();
  const items = found.data?.items ?? [];
  if (items.length === 0) return null;
  const putBack = ({ startAt, endAt, shifts, reason }: TemporarySchedule) =>
    act(async () => {
      await api.post(path, { startAt, endAt, shifts, reason });
      await refresh('on-call');
    });
  const remove = (temporary: TemporarySchedule) =>
    act(async () => {
      await api.delete(`${path}/${temporary.id}`);
      await refresh('on-call');
      toast(own.temporaryRemoved, { undo: () => putBack(temporary) });
    });
  return (
    <div>
      <h3>{own.temporary}</h3>
      <ul className="turns">
        {items.map((temporary) => (
          <li key={temporary.id}>
            <span className="muted small number">{format.span(temporary.startAt, temporary.endAt)}</span>
            <span>{temporary.reason ?? ''}</span>
            {isLead && (
              <ActionIcon size={26} aria-label={own.removeTemporary} onClick={() => void remove(temporary)}>
                <IconX size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
