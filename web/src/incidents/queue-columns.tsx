import type { ReactNode } from 'react';
import type { IncidentListItem } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, DueChip, PersonName, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import type { Column } from './queue-types.ts';

interface ColumnLook {
  /** Width in the grid; a number is pixels. */
  width: number;
  /** The API's name of the order by this column, and the direction that comes first; null where there is none. */
  sort: { name: string; first: 'asc' | 'desc' } | null;
  isEnd?: boolean;
}

export const looks: Record<Column, ColumnLook> = {
  number: { width: 88, sort: { name: 'number', first: 'desc' } },
  priority: { width: 58, sort: { name: 'priority', first: 'asc' } },
  status: { width: 104, sort: { name: 'status', first: 'asc' } },
  requester: { width: 150, sort: { name: 'requester', first: 'asc' } },
  supportGroup: { width: 124, sort: { name: 'supportGroup', first: 'asc' } },
  assignee: { width: 140, sort: { name: 'assignee', first: 'asc' } },
  service: { width: 128, sort: { name: 'service', first: 'asc' } },
  asset: { width: 124, sort: null },
  tags: { width: 150, sort: null },
  dueAt: { width: 118, sort: { name: 'dueAt', first: 'asc' } },
  openedAt: { width: 84, sort: { name: 'openedAt', first: 'desc' }, isEnd: true },
  updatedAt: { width: 84, sort: { name: 'updatedAt', first: 'desc' }, isEnd: true },
  resolvedAt: { width: 84, sort: { name: 'resolvedAt', first: 'desc' }, isEnd: true },
  source: { width: 96, sort: null },
  impact: { width: 84, sort: null },
  urgency: { width: 84, sort: null },
  pendingReason: { width: 180, sort: null },
};

/** The columns of the grid: the box to select, the title that takes what is left, and what was chosen. */
export function gridOf(columns: Column[]): string {
  const width = (column: Column) => `${looks[column].width}px`;
  const isFirst = columns[0] === 'priority' || columns[0] === 'number';
  const before = isFirst ? columns.slice(0, 1) : [];
  const after = columns.slice(before.length);
  return ['22px', ...before.map(width), 'minmax(200px, 1fr)', ...after.map(width)].join(' ');
}

/** Columns before the title: a priority or a number that was put first stands where the eye begins. */
export const columnsBefore = (columns: Column[]): Column[] =>
  columns[0] === 'priority' || columns[0] === 'number' ? columns.slice(0, 1) : [];

const ago = (at: string | null): ReactNode => at && <Ago at={at} />;

/** What a column shows of an incident. */
export function Cell({ incident, column }: { incident: IncidentListItem; column: Column }) {
  const desk = useWords(deskWords);
  const common = useWords(commonWords);
  const contents: Record<Column, () => ReactNode> = {
    number: () => <span className="mono">{incident.number}</span>,
    priority: () => <PriorityMark priority={incident.priority} />,
    status: () => <StatusChip status={incident.status} />,
    requester: () => incident.requester && <bdi className="clip">{incident.requester.name}</bdi>,
    supportGroup: () => incident.supportGroup && <span className="clip">{incident.supportGroup.name}</span>,
    assignee: () => <PersonName person={incident.assignee} />,
    service: () => incident.service && <span className="clip">{incident.service.name}</span>,
    asset: () => incident.asset && <span className="mono clip">{incident.asset.tag}</span>,
    tags: () => <Tags tags={incident.tags} most={2} />,
    dueAt: () => <DueChip incident={incident} />,
    openedAt: () => ago(incident.openedAt),
    updatedAt: () => ago(incident.updatedAt),
    resolvedAt: () => ago(incident.resolvedAt),
    source: () => desk.sources[incident.source],
    impact: () => common.level[incident.impact],
    urgency: () => common.level[incident.urgency],
    pendingReason: () => incident.pendingReason && <span className="clip">{incident.pendingReason}</span>,
  };
  return (
    <div className={`queue-cell ${looks[column].isEnd ? 'end' : ''}`} data-column={column}>
      {contents[column]()}
    </div>
  );
}

/** Labels; those that do not fit are counted. */
export function Tags({ tags, most }: { tags: string[]; most: number }) {
  if (tags.length === 0) return null;
  return (
    <span className="tags" title={tags.join(', ')}>
      {tags.slice(0, most).map((tag) => (
        <span className="tag clip" key={tag}>
          {tag}
        </span>
      ))}
      {tags.length > most && <span className="tag">+{tags.length - most}</span>}
    </span>
  );
}
