import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, Person } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { escalationWords } from './escalation-words.ts';
import { useNextDays } from './next-days.ts';
import { onCallEditorWords } from './on-call-words.ts';
import type { OnCallSchedule, Override } from './service-level-types.ts';

/** Replacements that hold now or soon; taking one back can be undone. */
export function Overrides({ schedule }: { schedule: OnCallSchedule }) {
  const words = useWords(escalationWords);
  const own = useWords(onCallEditorWords);
  const format = useFormats();
  const isTechnician = hasRole(useMe(), 'technician');
  const range = useNextDays(60);
  const path = `/on-call/schedules/${schedule.id}/overrides`;
  const overrides = useGet<Page<Override>>(path, range);
  const people = useGet<Page<Person>>('/people', { role: 'technician,lead,admin', limit: 200 });
  const [, act] = useAct();
  const nameOf = (id: string | null, none: string) =>
    id === null ? none : (people.data?.items.find((person) => person.id === id)?.name ?? '…');
  const items = overrides.data?.items ?? [];
  if (items.length === 0) return null;
  const putBack = ({ kind, personId, replacesPersonId, startAt, endAt, reason }: Override) =>
    act(async () => {
      await api.post(path, { kind, personId, replacesPersonId, startAt, endAt, reason });
      await refresh('on-call');
    });
  const remove = (override: Override) =>
    act(async () => {
      await api.delete(`${path}/${override.id}`);
      await refresh('on-call');
      toast(words.overrideRemoved, { undo: () => putBack(override) });
    });
  return (
    <div>
      <h3>{words.overrides}</h3>
      <ul className="turns">
        {items.map((override) => (
          <li key={override.id}>
            <span className="muted small number">{format.span(override.startAt, override.endAt)}</span>
            <span>
              {override.kind === 'add'
                ? own.joins(nameOf(override.personId, words.nobody))
                : words.instead(nameOf(override.personId, words.nobody), nameOf(override.replacesPersonId, words.all))}
              {override.reason && <span className="muted"> · {override.reason}</span>}
            </span>
            {isTechnician && (
              <ActionIcon size={26} aria-label={words.removeOverride} onClick={() => void remove(override)}>
                <IconX size={15} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
