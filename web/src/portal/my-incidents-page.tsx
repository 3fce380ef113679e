import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useList } from '../api/queries.ts';
import type { IncidentListItem } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Ago, PriorityMark } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { promiseOf } from './promise.ts';
import { Steps } from './steps.tsx';
import { portalWords } from './words.ts';
import './portal.css';

export function MyIncidentsPage() {
  const words = useWords(portalWords);
  const me = useMe();
  const open = useList<IncidentListItem>('/incidents', {
    requesterId: 'me',
    status: 'new,in_progress,pending,resolved',
    sort: '-updatedAt',
  });
  const done = useList<IncidentListItem>('/incidents', { requesterId: 'me', status: 'closed,cancelled', sort: '-updatedAt', limit: 20 });
  const report = (
    <Button component={Link} href={links.fileIncident()} leftSection={<IconPlus size={17} />}>
      {words.report}
    </Button>
  );
  return (
    <div className="page narrow">
      <PageHead title={words.hello(me.name.split(/\s+/)[0] ?? me.name)} lead={words.lead} actions={report} />
      <section aria-label={words.open}>
        <Listed
          query={open}
          empty={
            <div className="card">
              <Empty title={words.noneTitle} action={report}>
                {words.noneText}
              </Empty>
            </div>
          }
        >
          {(items) => (
            <ul className="stack tight">
              {items.map((incident) => (
                <OpenIncident key={incident.id} incident={incident} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {done.items.length > 0 && (
        <section className="done">
          <h2>{words.done}</h2>
          <ul className="card">
            {done.items.map((incident) => (
              <li key={incident.id}>
                <Link href={links.incident(incident.number)}>
                  <span className="mono muted">{incident.number}</span>
                  <bdi className="clip grow">{incident.title}</bdi>
                  <span className="muted small">
                    <Ago at={incident.updatedAt} />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function OpenIncident({ incident }: { incident: IncidentListItem }) {
  const words = useWords(portalWords);
  const format = useFormats();
  useNow();
  const promise = promiseOf(incident, words, format);
  return (
    <li className="card mine">
      <div className="row between nowrap">
        <span className="row tight">
          <span className="mono muted">{incident.number}</span>
          <PriorityMark priority={incident.priority} />
        </span>
        <span className={`chip ${promise.tone ? `tone-${promise.tone}` : ''}`}>{promise.text}</span>
      </div>
      <Link href={links.incident(incident.number)} className="mine-title">
        <bdi>{incident.title}</bdi>
      </Link>
      <Steps incident={incident} />
    </li>
  );
}
