import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../api/client.ts';
import type { Incident, Page, TimelineItem } from '../api/types.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { onLiveChange } from '../live/live.ts';
import { readDraft } from '../ui/draft.ts';
import { Banner } from '../ui/states.tsx';
import { scrollToLatest } from './conversation.tsx';
import { ticketWords } from './ticket-words.ts';

/** Warns who is writing an answer that somebody else has just given one. */
export function AnsweredMeanwhile({ incident }: { incident: Incident }) {
  const words = useWords(ticketWords);
  const me = useMe();
  const [name, setName] = useState<string | null>(null);
  useEffect(
    () =>
      onLiveChange(({ type, id, kind }) => {
        if (type !== 'incident.changed' || id !== incident.id || kind !== 'commented' || !isWriting(incident.id)) return;
        void newest(incident.id).then((item) => {
          if (item && item.actor.id !== me.id && item.actor.id !== incident.requester?.id) setName(item.actor.name);
        });
      }),
    [incident.id, incident.requester?.id, me.id],
  );
  if (!name) return null;
  const look = () => {
    setName(null);
    scrollToLatest();
  };
  return (
    <Banner tone="warn">
      <span className="row between">
        {words.answeredMeanwhile(name)}
        <Button size="compact-sm" variant="default" onClick={look}>
          {words.lookAtIt}
        </Button>
      </span>
    </Banner>
  );
}

const isWriting = (incidentId: string): boolean =>
  (readDraft<{ public?: { body: string } }>(`comment2:${incidentId}`)?.public?.body ?? '').trim() !== '';

async function newest(incidentId: string): Promise<TimelineItem | undefined> {
  const query = { order: 'desc', only: 'comments', limit: 1 };
  const { items } = await api.get<Page<TimelineItem>>(`/incidents/${incidentId}/timeline`, query);
  return items[0]?.visibility === 'public' ? items[0] : undefined;
}
