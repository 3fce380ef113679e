import { ActionIcon, Button } from '@mantine/core';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Incident, Page, TimelineItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, DueChip, Face, PersonName, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { Facts, Loaded } from '../ui/states.tsx';
import { deskWords } from './desk-words.ts';
import { Tags } from './queue-columns.tsx';
import { queueWords } from './queue-words.ts';

/** An incident beside the list, to look at without leaving it. */
export function QueuePeek({ id, close }: { id: string; close: () => void }) {
  const words = useWords(queueWords);
  const incident = useGet<Incident>(`/incidents/${id}`);
  return (
    <aside className="peek card" aria-label={words.peek}>
      <div className="peek-head">
        <span className="mono muted grow">{incident.data?.number}</span>
        {incident.data && (
          <Button
            component={Link}
            href={links.incident(incident.data.number)}
            size="compact-sm"
            variant="default"
            rightSection={<IconArrowRight size={14} aria-hidden />}
          >
            {words.openFully}
          </Button>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={words.closePeek} onClick={close}>
          <IconX size={17} />
        </ActionIcon>
      </div>
      <div className="peek-body">
        <Loaded query={incident}>{(found) => <Look incident={found} />}</Loaded>
      </div>
    </aside>
  );
}

function Look({ incident }: { incident: Incident }) {
  const words = useWords(queueWords);
  const desk = useWords(deskWords);
  return (
    <>
      <h2>
        <bdi>{incident.title}</bdi>
      </h2>
      <div className="row tight">
        <PriorityMark priority={incident.priority} />
        <StatusChip status={incident.status} />
        <DueChip incident={incident} />
        <Tags tags={incident.tags} most={6} />
      </div>
      <Facts
        of={[
          [desk.requester, incident.requester && <PersonName person={incident.requester} />],
          [desk.assignee, <PersonName key="assignee" person={incident.assignee} />],
          [desk.group, incident.supportGroup?.name],
          [desk.service, incident.service?.name],
          [desk.device, incident.asset && `${incident.asset.tag} ${incident.asset.name}`],
          [desk.pendingReason, incident.pendingReason],
          [desk.opened, <Ago key="opened" at={incident.openedAt} />],
        ]}
      />
      <p className="typed peek-text">{incident.description || <span className="muted">{words.noDescription}</span>}</p>
      <LastWords id={incident.id} />
    </>
  );
}

function LastWords({ id }: { id: string }) {
  const words = useWords(queueWords);
  const read = useGet<Page<TimelineItem>>(`/incidents/${id}/timeline`, { only: 'comments', order: 'desc', limit: 3 });
  const said = (read.data?.items ?? []).filter((item) => item.comment?.body);
  if (said.length === 0) return null;
  return (
    <section>
      <h3>{words.lastWords}</h3>
      <ul className="peek-words">
        {said.map((item) => (
          <li key={item.id} className={item.visibility === 'internal' ? 'internal' : ''}>
            <div className="row tight small">
              <Face person={item.actor} />
              <b>
                <bdi>{item.actor.name}</bdi>
              </b>
              <span className="muted">
                <Ago at={item.happenedAt} />
              </span>
            </div>
            <p className="typed">{item.comment?.body}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
