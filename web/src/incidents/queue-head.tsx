import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useWords } from '../i18n/dictionary.ts';
import { columnsBefore, looks } from './queue-columns.tsx';
import { nextSort } from './queue-state.ts';
import type { Column } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

interface Props {
  columns: Column[];
  sort: string;
  baseSort: string;
  onSort: (sort: string) => void;
  selection: 'none' | 'some' | 'all';
  onSelectAll: () => void;
}

/** The heads of the columns, which stay in sight; a click orders by one. */
export function QueueHead({ columns, sort, baseSort, onSort, selection, onSelectAll }: Props) {
  const words = useWords(queueWords);
  const before = columnsBefore(columns);
  const head = (column: Column) => (
    <div key={column} className={`queue-cell ${looks[column].isEnd ? 'end' : ''}`} data-column={column}>
      <SortButton name={words.column[column]} by={looks[column].sort} {...{ sort, baseSort, onSort }} />
    </div>
  );
  return (
    <div className="queue-head">
      <input
        type="checkbox"
        className="queue-box"
        aria-label={words.selectAll}
        checked={selection === 'all'}
        ref={(box) => {
          if (box) box.indeterminate = selection === 'some';
        }}
        onChange={onSelectAll}
      />
      {before.map(head)}
      <div className="queue-cell" data-column="title">
        <SortButton name={words.column.title} by={{ name: 'title', first: 'asc' }} {...{ sort, baseSort, onSort }} />
      </div>
      {columns.slice(before.length).map(head)}
    </div>
  );
}

interface SortProps {
  name: string;
  by: { name: string; first: 'asc' | 'desc' } | null;
  sort: string;
  baseSort: string;
  onSort: (sort: string) => void;
}

function SortButton({ name, by, sort, baseSort, onSort }: SortProps) {
  const words = useWords(queueWords);
  if (!by) return <span className="clip">{name}</span>;
  const isUsed = sort.replace(/^-/, '') === by.name;
  const Arrow = sort.startsWith('-') ? IconArrowDown : IconArrowUp;
  return (
    <button
      type="button"
      className={isUsed ? 'sort used' : 'sort'}
      aria-pressed={isUsed}
      title={words.sortBy(name)}
      onClick={() => onSort(nextSort(sort, by.name, by.first, baseSort))}
    >
      <span className="clip">{name}</span>
      {isUsed && <Arrow size={13} aria-hidden />}
    </button>
  );
}
