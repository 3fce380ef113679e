import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { type CSSProperties, type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Empty, Failure } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { deskWords } from './desk-words.ts';
import { gridOf, looks } from './queue-columns.tsx';
import { QueueHead } from './queue-head.tsx';
import type { QueueList } from './queue-list.ts';
import { QueueRow } from './queue-row.tsx';
import type { Selection } from './queue-selection.ts';
import type { QueueState } from './queue-state.ts';
import type { Column } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

interface Props {
  area: RefObject<HTMLDivElement | null>;
  list: QueueList;
  state: QueueState;
  baseSort: string;
  selection: Selection;
  peekId: string | null;
  isNarrowed: boolean;
  onSort: (sort: string) => void;
  onTouch: () => void;
}

/** Where there is little room, these columns give way in this order. */
const leastNeeded: Column[] = [
  'updatedAt',
  'openedAt',
  'source',
  'impact',
  'urgency',
  'asset',
  'service',
  'supportGroup',
  'pendingReason',
  'requester',
  'number',
  'tags',
  'status',
  'assignee',
];
/** A title that is narrower than this says little; the box and the edges take the rest. */
const titleWidth = 260;
const edges = 70;
const phoneWidth = 640;

/** The columns that fit beside a title of some width. On a phone each row is a card, in which most have their place. */
function fitting(columns: Column[], width: number): Column[] {
  if (width < phoneWidth) return columns;
  const room = width - titleWidth - edges;
  const widthOf = (some: Column[]) => some.reduce((sum, column) => sum + looks[column].width + 14, 0);
  let fits = columns;
  for (const column of leastNeeded) if (widthOf(fits) > room) fits = fits.filter((each) => each !== column);
  return fits;
}

/** How wide the list is, as the window and what stands beside it change. */
function useWidth(area: RefObject<HTMLElement | null>, isThere: boolean): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const node = area.current;
    if (!node || !isThere) return undefined;
    setWidth(node.clientWidth);
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(node);
    return () => observer.disconnect();
  }, [area, isThere]);
  return width;
}

/** The list itself in all its states. */
export function QueueRows({ area, list, state, baseSort, selection, peekId, isNarrowed, onSort, onTouch }: Props) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const width = useWidth(area, list.isReady);
  const columns = useMemo(() => fitting(state.columns, width), [state.columns, width]);
  const all = list.items.length;
  const marked = selection.isEverything || (all > 0 && selection.size >= all) ? 'all' : selection.size > 0 ? 'some' : 'none';
  if (!list.isReady) {
    return <div className="card queue">{list.error ? <Failure error={list.error} retry={list.refetch} /> : <Bones lines={9} />}</div>;
  }
  return (
    <div
      ref={area}
      className={`card queue ${selection.size > 0 ? 'selecting' : ''}`}
      style={{ '--grid': gridOf(columns) } as CSSProperties}
      aria-busy={list.isFetching}
      onPointerMove={onTouch}
    >
      <QueueHead
        columns={columns}
        sort={state.sort}
        baseSort={baseSort}
        onSort={onSort}
        selection={marked}
        onSelectAll={() => (marked === 'all' ? selection.clear() : selection.only(list.items.map(({ id }) => id)))}
      />
      <FreshPill list={list} />
      {all === 0 ? (
        <Empty title={isNarrowed ? desk.emptySearch : desk.emptyTitle}>{isNarrowed ? null : words.emptyHere}</Empty>
      ) : (
        <ul>
          {list.items.map((incident) => (
            <QueueRow
              key={incident.id}
              incident={incident}
              columns={columns}
              isSelected={selection.isEverything || selection.ids.has(incident.id)}
              isGone={list.goneIds.has(incident.id)}
              isPeeked={incident.id === peekId}
              toggle={selection.toggle}
            />
          ))}
        </ul>
      )}
      <ListEnd list={list} />
    </div>
  );
}

/** What came in while somebody was at the list: it waits here, so that no row jumps away under the pointer. */
function FreshPill({ list }: { list: QueueList }) {
  const words = useWords(queueWords);
  if (list.freshCount === 0 && !list.isStale) return null;
  return (
    <div className="fresh-pill">
      <button
        type="button"
        onClick={() => {
          list.showFresh();
          document.getElementById('content')?.scrollTo({ top: 0 });
          window.scrollTo({ top: 0 });
        }}
      >
        <IconArrowUp size={14} aria-hidden />
        {list.freshCount > 0 ? words.fresh(list.freshCount) : words.changedList}
      </button>
    </div>
  );
}

function ListEnd({ list }: { list: QueueList }) {
  const words = useWords(queueWords);
  const common = useWords(commonWords);
  const { hasNextPage, isFetchingNextPage, fetchNextPage, items } = list;
  if (!hasNextPage) return items.length > 50 ? <p className="list-end muted small">{words.allRead}</p> : null;
  const watch = (node: HTMLElement | null) => {
    if (!node || !('IntersectionObserver' in window)) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && !isFetchingNextPage && void fetchNextPage(), {
      rootMargin: '900px',
    });
    observer.observe(node);
    return () => observer.disconnect();
  };
  return (
    <div className="list-end" ref={watch}>
      <Button variant="subtle" color="gray" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {common.more}
      </Button>
    </div>
  );
}
