import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconAdjustments, IconChevronDown, IconUsers, IconWorld } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { onLiveChange } from '../live/live.ts';
import type { View, ViewCounts } from './queue-types.ts';
import { queueWords } from './queue-words.ts';

/** The name of a view; those that everybody has from the start are named in the reader's language. */
export function useViewName(): (view: Pick<View, 'id' | 'name'> | null) => string {
  const words = useWords(queueWords);
  return (view) => (view ? (view.name ?? words.first[view.id] ?? view.id) : (words.first['all'] ?? ''));
}

export const viewHref = (id: string): string => links.queue(id === 'open' ? {} : { view: id });

/** Counts are right within a second of any change, and asked for once for several. */
const recountMs = () => 250 + Math.random() * 250;

/** How many incidents each view holds, as it changes. */
export function useViewCounts(): (id: string) => string | null {
  const words = useWords(queueWords);
  const counts = useGet<ViewCounts>('/views/counts', undefined, { refetchInterval: 30_000 }).data;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveChange(({ type }) => {
      if (!type.startsWith('incident.')) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void refresh('views/counts');
      }, recountMs());
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return (id) => {
    const found = counts?.items.find((item) => item.id === id);
    if (!counts || !found) return null;
    return found.count >= counts.limit ? words.orMore(counts.limit) : String(found.count);
  };
}

interface Props {
  views: View[];
  currentId: string;
  arrange: () => void;
}

/** The views at hand with what they hold, beside the list. */
export function ViewsSidebar({ views, currentId, arrange }: Props) {
  const words = useWords(queueWords);
  const nameOf = useViewName();
  const countOf = useViewCounts();
  const pinned = views.filter(({ isPinned }) => isPinned);
  const others = views.filter(({ isPinned }) => !isPinned);
  return (
    <nav className="views" aria-label={words.views}>
      <div className="views-head">
        <span>{words.views}</span>
        <Tooltip label={words.manageViews}>
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words.manageViews} onClick={arrange}>
            <IconAdjustments size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <ul>
        {pinned.map((view) => (
          <li key={view.id}>
            <ViewLink view={view} isCurrent={view.id === currentId} name={nameOf(view)} count={countOf(view.id)} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <details className="more-views" open={others.some(({ id }) => id === currentId)}>
          <summary>{words.otherViews}</summary>
          <ul>
            {others.map((view) => (
              <li key={view.id}>
                <ViewLink view={view} isCurrent={view.id === currentId} name={nameOf(view)} count={null} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </nav>
  );
}

interface LinkProps {
  view: View;
  name: string;
  isCurrent: boolean;
  count: string | null;
}

function ViewLink({ view, name, isCurrent, count }: LinkProps) {
  const words = useWords(queueWords);
  const Icon = view.visibility === 'group' ? IconUsers : IconWorld;
  const who = view.supportGroup ? words.shared(view.supportGroup.name) : words.everybody;
  return (
    <Link href={viewHref(view.id)} aria-current={isCurrent ? 'page' : undefined} title={name}>
      <bdi className="clip">{name}</bdi>
      {view.owner && view.visibility !== 'personal' && <Icon size={13} aria-label={who} />}
      {count !== null && <span className={`count ${view.id === 'overdue' && count !== '0' ? 'hot' : ''}`}>{count}</span>}
    </Link>
  );
}

/** The same where there is no room beside the list: one button that names the view. */
export function ViewsMenu({ views, currentId, current, arrange }: Props & { current: string }) {
  const words = useWords(queueWords);
  const nameOf = useViewName();
  const countOf = useViewCounts();
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <button type="button" className="views-button" aria-label={`${words.views}: ${current}`}>
          <bdi className="clip">{current}</bdi>
          <span className="count">{countOf(currentId)}</span>
          <IconChevronDown size={17} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="views-menu">
        {views.map((view) => (
          <Menu.Item
            key={view.id}
            component={Link}
            href={viewHref(view.id)}
            aria-current={view.id === currentId ? 'page' : undefined}
            rightSection={<span className="count">{countOf(view.id)}</span>}
          >
            {nameOf(view)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconAdjustments size={16} />} onClick={arrange}>
          {words.manageViews}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
