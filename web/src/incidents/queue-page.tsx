import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconKeyboard, IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { onLiveChange } from '../live/live.ts';
import { Empty, useTitle } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { deskWords } from './desk-words.ts';
import { useBulk } from './queue-bulk.ts';
import { BulkBar } from './queue-bulk-bar.tsx';
import { BulkDialog, type BulkDialogKind } from './queue-bulk-dialogs.tsx';
import { BulkProgress } from './queue-bulk-progress.tsx';
import { DisplayMenu, useDensity } from './queue-display.tsx';
import { QueueFilters } from './queue-filters.tsx';
import { useQueueKeys } from './queue-keys.ts';
import { type QueueList, useQueueList } from './queue-list.ts';
import { QueuePeek } from './queue-peek.tsx';
import { QueueRows } from './queue-rows.tsx';
import { type Selection, useSelection } from './queue-selection.ts';
import { QueueShortcuts } from './queue-shortcuts.tsx';
import { filtersSaid, isChanged } from './queue-state.ts';
import type { BulkAction } from './queue-types.ts';
import { ArrangeViewsDialog } from './queue-view-dialogs.tsx';
import { ViewMenu } from './queue-view-menu.tsx';
import { useQueue } from './queue-view-state.ts';
import { useViewName, ViewsMenu, ViewsSidebar } from './queue-views.tsx';
import { queueWords } from './queue-words.ts';
import { takeIncident } from './verbs.ts';
import '../ui/bulk.css';
import './queue.css';

/** The technician's queue: views beside it, filters above, and everything by keyboard. */
export function QueuePage() {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  const nameOf = useViewName();
  const [, go] = useLocation();
  const queue = useQueue();
  const { state, base, view } = queue;
  const name = nameOf(view ?? (queue.viewId === 'open' ? { id: 'open', name: null } : null));
  useTitle(name);
  const isWide = useMediaQuery('(min-width: 1180px)') ?? true;
  const [density, setDensity] = useDensity();
  const [dialog, setDialog] = useState<'arrange' | 'help' | BulkDialogKind | null>(null);
  const [isFiltering, setFiltering] = useState(false);
  const [peekId, setPeekId] = useState<string | null>(null);
  const filters = useMemo(() => filtersSaid(state.filters), [state.filters]);
  const params = useMemo(() => ({ ...filters, sort: state.sort }), [filters, state.sort]);
  const area = useRef<HTMLDivElement>(null);
  const touchedAt = useRef(0);
  const held = useRef<() => boolean>(() => false);
  const list = useQueueList(params, queue.isReady, () => held.current());
  const order = useMemo(() => list.items.map(({ id }) => id), [list.items]);
  const selection = useSelection(order);
  held.current = () =>
    selection.size > 0 ||
    peekId !== null ||
    dialog !== null ||
    isAtWork(touchedAt.current) ||
    isInside(area.current) ||
    !isAtTop(area.current);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection
  useEffect(selection.clear, [params]);
  const { showFresh } = list;
  const bulk = useBulk(useCallback(() => showFresh(), [showFresh]));
  const what = { ...(selection.isEverything ? { filters } : { incidentIds: [...selection.ids] }) } as Parameters<typeof bulk.start>[1];
  const apply = async (action: BulkAction): Promise<boolean> => {
    const isTaken = await bulk.start(action, what);
    if (isTaken) selection.clear();
    return isTaken;
  };
  const take = useTake(list);
  const withOne = (id: string | undefined, then: () => void) => {
    if (selection.size === 0 && id) selection.only([id]);
    if (selection.size > 0 || id) then();
  };
  useQueueKeys(area, {
    toggle: selection.toggle,
    selectAll: () => selection.only(order),
    clear: () => (peekId ? setPeekId(null) : selection.clear()),
    peek: setPeekId,
    isPeeking: peekId !== null,
    assign: () => setDialog('assign'),
    act: (kind, id) => withOne(id, () => setDialog(kind)),
    watch: (id) => {
      if (selection.size > 0) void apply({ type: 'watch', watching: true });
      else if (id) void bulk.start({ type: 'watch', watching: true }, { incidentIds: [id] });
    },
    take: (id) => void take(id),
    hasSelection: selection.size > 0,
    filter: () => setFiltering(true),
    newest: list.showFresh,
    file: () => go(links.fileIncident()),
    help: () => setDialog('help'),
  });
  const arrange = () => setDialog('arrange');
  return (
    <div className={`queue-page ${density} ${peekId ? 'peeking' : ''}`}>
      {isWide && <ViewsSidebar views={queue.views} currentId={queue.viewId} arrange={arrange} />}
      <div className="queue-stage">
        <header className="queue-top">
          {isWide ? (
            <h1>
              <bdi>{name}</bdi>
            </h1>
          ) : (
            <>
              <h1 className="hidden-visually">{name}</h1>
              <ViewsMenu views={queue.views} currentId={queue.viewId} current={name} arrange={arrange} />
            </>
          )}
          <div className="row tight queue-acts">
            <ViewMenu queue={queue} />
            <DisplayMenu
              columns={state.columns}
              onColumns={(columns) => queue.change({ columns })}
              density={density}
              onDensity={setDensity}
            />
            <Tooltip label={desk.shortcuts}>
              <ActionIcon className="only-desk" variant="subtle" color="gray" aria-label={desk.shortcuts} onClick={() => setDialog('help')}>
                <IconKeyboard size={20} />
              </ActionIcon>
            </Tooltip>
            <Button
              component={Link}
              href={links.fileIncident()}
              aria-label={desk.newIncident}
              leftSection={<IconPlus size={17} aria-hidden />}
            >
              {desk.newIncident}
            </Button>
          </div>
        </header>
        <QueueFilters
          filters={state.filters}
          base={base.filters}
          onChange={(next) => queue.change({ filters: next })}
          isMenuOpen={isFiltering}
          setMenuOpen={setFiltering}
        />
        {queue.isGone ? (
          <Empty title={words.viewGone} action={<Link href={links.queue()}>{words.first['open']}</Link>} />
        ) : (
          <QueueRows
            area={area}
            onTouch={() => {
              touchedAt.current = Date.now();
            }}
            list={list}
            state={state}
            baseSort={base.sort}
            selection={selection}
            peekId={peekId}
            onSort={(sort) => queue.change({ sort })}
            isNarrowed={isChanged(base, state)}
          />
        )}
        {selection.size > 0 && (
          <BulkBar
            selection={selection}
            listed={list.items.length}
            hasMore={list.hasNextPage}
            filters={filters}
            open={setDialog}
            apply={apply}
          />
        )}
      </div>
      {peekId && <QueuePeek id={peekId} close={() => setPeekId(null)} />}
      <BulkProgress bulk={bulk} />
      <NewIncidentsHeard />
      {dialog === 'help' && <QueueShortcuts close={() => setDialog(null)} />}
      {dialog === 'arrange' && <ArrangeViewsDialog views={queue.views} close={() => setDialog(null)} />}
      {dialog && dialog !== 'help' && dialog !== 'arrange' && (
        <BulkDialog
          kind={dialog}
          what={whatOf(selection, words)}
          tags={tagsOf(list, selection)}
          apply={apply}
          close={() => setDialog(null)}
        />
      )}
    </div>
  );
}

const whatOf = (selection: Selection, words: (typeof queueWords)['en']): string =>
  selection.isEverything ? words.first['all']! : words.incidents(selection.size);

const tagsOf = (list: QueueList, selection: Selection): string[] =>
  [...new Set(list.items.flatMap(({ id, tags }) => (selection.isEverything || selection.ids.has(id) ? tags : [])))].sort();

/** Somebody whose pointer rests so long on the list does not aim at a row. */
const restMs = 8000;
const isAtWork = (touchedAt: number): boolean => Date.now() - touchedAt < restMs;
const isInside = (area: HTMLElement | null): boolean => area?.matches(':focus-within') ?? false;

/** True while the beginning of the list is in sight, so that what comes in pushes nothing away. */
const isAtTop = (area: HTMLElement | null): boolean => area === null || area.getBoundingClientRect().top > 0;

/** Answers the function that assigns one of the listed incidents to me, with a way back. */
function useTake(list: QueueList): (id: string) => Promise<void> {
  const desk = useWords(deskWords);
  const tell = useTellProblem();
  return async (id) => {
    const incident = list.items.find((each) => each.id === id);
    if (!incident) return;
    try {
      const undo = await takeIncident(incident);
      toast(`${incident.number}: ${desk.done.taken}`, { undo: () => undo().catch(tell) });
    } catch (error) {
      tell(error);
      void list.refetch();
    }
  };
}

/** Says to screen readers what appears by itself. */
function NewIncidentsHeard() {
  const desk = useWords(deskWords);
  const [text, setText] = useState('');
  useEffect(
    () =>
      onLiveChange((change) => {
        if (change.type === 'incident.created') setText(desk.newOne(String(change['number'] ?? '')));
      }),
    [desk],
  );
  return (
    <div className="hidden-visually" role="status">
      {text}
    </div>
  );
}
