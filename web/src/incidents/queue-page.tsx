import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconKeyboard, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { IncidentCounts, IncidentListItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { onLiveChange } from '../live/live.ts';
import { useKeys } from '../ui/keys.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { deskWords } from './desk-words.ts';
import { QueueFilters } from './queue-filters.tsx';
import { QueueRow } from './queue-row.tsx';
import { asView, queueDefaults, queueParams, views } from './queue-view.ts';
import { Shortcuts } from './shortcuts.tsx';
import { takeIncident } from './verbs.ts';

export function QueuePage() {
  const words = useWords(deskWords);
  const [state, patch] = useSearchState(queueDefaults);
  const [, go] = useLocation();
  const [hasHelp, setHasHelp] = useState(false);
  const query = useList<IncidentListItem>('/incidents', queueParams(state));
  const list = useRef<HTMLUListElement>(null);
  const take = useTake(query.items);
  useQueueKeys(list, { take, help: () => setHasHelp(true), file: () => go(links.fileIncident()) });
  const isFiltered = Object.entries(state).some(([key, value]) => key !== 'view' && key !== 'sort' && value !== '');
  return (
    <div className="page wide">
      <PageHead
        title={words.queue}
        actions={
          <>
            <Tooltip label={words.shortcuts}>
              <ActionIcon aria-label={words.shortcuts} onClick={() => setHasHelp(true)}>
                <IconKeyboard size={20} />
              </ActionIcon>
            </Tooltip>
            <Button component={Link} href={links.fileIncident()} leftSection={<IconPlus size={17} />}>
              {words.newIncident}
            </Button>
          </>
        }
      />
      <Views current={asView(state.view)} />
      <QueueFilters state={state} patch={patch} />
      <div className="card queue">
        <Listed
          query={query}
          empty={<Empty title={isFiltered ? words.emptySearch : words.emptyTitle}>{isFiltered ? null : words.emptyText}</Empty>}
        >
          {(items) => (
            <ul ref={list} aria-busy={query.isFetching}>
              {items.map((incident) => (
                <QueueRow key={incident.id} incident={incident} />
              ))}
            </ul>
          )}
        </Listed>
      </div>
      <NewIncidentsHeard />
      <Shortcuts isOpen={hasHelp} close={() => setHasHelp(false)} />
    </div>
  );
}

function Views({ current }: { current: string }) {
  const words = useWords(deskWords);
  const counts = useGet<IncidentCounts>('/incidents/counts').data;
  const countOf = (view: string): string | null => {
    if (!counts || view === 'done') return null;
    const count = counts[view === 'groups' ? 'myGroups' : (view as 'open')];
    return count >= counts.limit ? words.orMore(counts.limit) : String(count);
  };
  return (
    <nav className="tabs" aria-label={words.queue}>
      {views.map((view) => (
        <Link key={view} href={links.queue(view === 'open' ? {} : { view })} aria-current={view === current ? 'page' : undefined}>
          {words.views[view]}
          {countOf(view) !== null && (
            <span className={`count ${view === 'overdue' && countOf(view) !== '0' ? 'hot' : ''}`}>{countOf(view)}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}

/** Answers the function that assigns one of the listed incidents to me, with a way back. */
function useTake(items: IncidentListItem[]): (id: string) => Promise<void> {
  const words = useWords(deskWords);
  const tell = useTellProblem();
  return async (id) => {
    const incident = items.find((each) => each.id === id);
    if (!incident) return;
    try {
      const undo = await takeIncident(incident);
      toast(`${incident.number}: ${words.done.taken}`, { undo: () => undo().catch(tell) });
    } catch (error) {
      tell(error);
      await refresh('incidents');
    }
  };
}

function useQueueKeys(
  list: React.RefObject<HTMLUListElement | null>,
  { take, help, file }: { take: (id: string) => Promise<void>; help: () => void; file: () => void },
): void {
  const move = (step: number) => {
    const rows = [...(list.current?.querySelectorAll<HTMLAnchorElement>('a.queue-title') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLAnchorElement);
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const focused = (): string | undefined => document.activeElement?.closest<HTMLElement>('[data-incident]')?.dataset['incident'];
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    a: () => {
      const id = focused();
      if (id) void take(id);
    },
    n: file,
    '?': help,
  });
}

/** Says to screen readers what appears by itself. */
function NewIncidentsHeard() {
  const words = useWords(deskWords);
  const [text, setText] = useState('');
  useEffect(
    () =>
      onLiveChange((change) => {
        if (change.type === 'incident.created') setText(words.newOne(String(change['number'] ?? '')));
      }),
    [words],
  );
  return (
    <div className="hidden-visually" role="status">
      {text}
    </div>
  );
}
