import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useList } from '../api/queries.ts';
import type { Incident, TimelineItem } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Failure } from '../ui/states.tsx';
import { deskWords } from './desk-words.ts';
import { ticketWords } from './ticket-words.ts';
import { Timeline } from './timeline.tsx';

export const timelineFilters = ['all', 'comments', 'history'] as const;
export type TimelineFilter = (typeof timelineFilters)[number];

interface Props {
  incident: Incident;
  filter: TimelineFilter;
  setFilter: (filter: TimelineFilter) => void;
}

/** The newest entries at the bottom, where one writes; earlier ones on demand. */
export function Conversation({ incident, filter, setFilter }: Props) {
  const words = useWords(deskWords);
  const ticket = useWords(ticketWords);
  const params = { limit: 60, order: 'desc', ...(filter !== 'all' && { only: filter }) };
  const timeline = useList<TimelineItem>(`/incidents/${incident.id}/timeline`, params);
  const items = timeline.items.toReversed();
  const latest = useLatest(items);
  return (
    <section aria-labelledby="conversation" className="stack">
      <div className="conversation-head">
        <h2 id="conversation">{words.conversation}</h2>
        <SegmentedControl
          size="xs"
          aria-label={ticket.filter}
          data={timelineFilters.map((value) => ({ value, label: ticket.filters[value] }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {timeline.hasNextPage && (
        <div className="row" style={{ justifyContent: 'center' }}>
          <Button variant="subtle" color="gray" loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {ticket.earlier}
          </Button>
        </div>
      )}
      {timeline.data === undefined ? (
        timeline.error ? (
          <Failure error={timeline.error} retry={timeline.refetch} />
        ) : (
          <Bones />
        )
      ) : (
        <Timeline items={items} incidentId={incident.id} />
      )}
      <div ref={latest.end} />
      {latest.isAway && (
        <Button className="latest" size="xs" radius="xl" leftSection={<IconArrowDown size={15} aria-hidden />} onClick={latest.go}>
          {latest.fresh > 0 ? ticket.newMessages(latest.fresh) : ticket.latest}
        </Button>
      )}
    </section>
  );
}

/** Whether the newest entry is below what is seen, how many of others came meanwhile, and the way there. */
function useLatest(items: TimelineItem[]) {
  const me = useMe();
  const end = useRef<HTMLDivElement>(null);
  const [isSeen, setSeen] = useState(true);
  const newest = items.at(-1)?.id;
  const [seenUpTo, setSeenUpTo] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (!end.current || !('IntersectionObserver' in window)) return undefined;
    const observer = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? true), { rootMargin: '0px 0px 120px 0px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (isSeen || seenUpTo === undefined) setSeenUpTo(newest);
  }, [isSeen, newest, seenUpTo]);
  const from = items.findIndex(({ id }) => id === seenUpTo);
  const fresh = from < 0 ? 0 : items.slice(from + 1).filter(({ actor }) => actor.id !== me.id).length;
  return { end, fresh, isAway: !isSeen && items.length > 8, go: () => scrollToLatest() };
}

/** Brings the newest entry, and the field below it, into view. */
export function scrollToLatest(): void {
  document.querySelector('.composer')?.scrollIntoView({ block: 'end', behavior: 'smooth' });
}
