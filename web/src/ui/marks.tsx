import { IconAlarm, IconClockPause } from '@tabler/icons-react';
import type { AssetRef, PersonRef, Priority, Status } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { type Instant, useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from './icons.tsx';
import { commonWords } from './words.ts';

const statusTones: Record<Status, string> = {
  new: 'info',
  in_progress: 'velvet',
  pending: 'warn',
  resolved: 'good',
  closed: '',
  cancelled: '',
};

export function StatusChip({ status }: { status: Status }) {
  const words = useWords(commonWords);
  return (
    <Chip tone={statusTones[status]} dot>
      {words.status[status]}
    </Chip>
  );
}

export function PriorityMark({ priority }: { priority: Priority }) {
  const words = useWords(commonWords);
  const name = words.priorityIs(words.priority[priority]);
  return (
    <span className={`priority ${priority}`} title={name}>
      {priority}
      <span className="hidden-visually"> {words.priority[priority]}</span>
    </span>
  );
}

const assetTones: Record<AssetRef['status'], string> = {
  in_stock: 'info',
  deployed: 'good',
  in_repair: 'warn',
  lost: 'danger',
  retired: '',
  disposed: '',
};

export function AssetStatusChip({ status }: { status: AssetRef['status'] }) {
  const words = useWords(commonWords);
  return (
    <Chip tone={assetTones[status]} dot>
      {words.assetStatus[status]}
    </Chip>
  );
}

export interface Promised {
  status: Status;
  dueAt: Instant | null;
  overdue: boolean;
  pendingUntil: Instant | null;
}

/** Counts down to the next promise; red once it is broken. */
export function DueChip({ incident }: { incident: Promised }) {
  const words = useWords(commonWords);
  const format = useFormats();
  const now = useNow();
  if (incident.status === 'pending') {
    return incident.pendingUntil ? (
      <Chip title={format.full(incident.pendingUntil)}>
        <IconClockPause size={13} aria-hidden />
        {format.moment(incident.pendingUntil)}
      </Chip>
    ) : null;
  }
  if (!incident.dueAt) return null;
  const left = new Date(incident.dueAt).getTime() - now;
  const isLate = left < 0 || incident.overdue;
  const tone = isLate ? 'danger' : left < 3_600_000 ? 'warn' : '';
  return (
    <Chip tone={tone} title={format.full(incident.dueAt)}>
      <IconAlarm size={13} aria-hidden />
      {left < 0 ? words.overdueBy(format.duration(left)) : isLate ? format.moment(incident.dueAt) : words.dueIn(format.duration(left))}
    </Chip>
  );
}

const faces = ['#7a2f55', '#2f5d7a', '#5c6b1f', '#7a4b1f', '#4b3f8a', '#1f6b5c', '#8a3f3f', '#5a5560'];

/** A person's initials in a colour of their own; the name stands beside it or in its title. */
export function Face({ person, large }: { person: { id: string | null; name: string } | null; large?: boolean }) {
  const words = useWords(commonWords);
  if (!person) return <span className={`face none ${large ? 'large' : ''}`} title={words.nobody} aria-hidden="true" />;
  const initials = person.name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => [...part][0])
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();
  const sum = [...(person.id ?? person.name)].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return (
    <span
      className={`face ${large ? 'large' : ''}`}
      style={{ background: faces[sum % faces.length] }}
      title={person.name}
      aria-hidden="true"
    >
      {initials}
    </span>
  );
}

export function PersonName({ person }: { person: PersonRef | { id: string | null; name: string } | null }) {
  const words = useWords(commonWords);
  return (
    <span className="row tight nowrap">
      <Face person={person} />
      <bdi className="clip">{person?.name ?? words.nobody}</bdi>
    </span>
  );
}

/** How long ago, exact in the title, moving with time. */
export function Ago({ at }: { at: Instant }) {
  const format = useFormats();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.full(at)}>
      {format.ago(at, now)}
    </time>
  );
}
