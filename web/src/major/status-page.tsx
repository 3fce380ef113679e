import { ActionIcon, Button } from '@mantine/core';
import { IconBell, IconBellFilled, IconTool } from '@tabler/icons-react';
import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { AffectedButton } from './affected-button.tsx';
import type { AnnouncementItem, PublicMajor, ServiceStatus } from './major-types.ts';
import { statusWords } from './status-words.ts';
import { useWhen } from './use-when.ts';
import './status.css';

/** What is wrong, what was, what is planned, and every service; for everybody. */
export function StatusPage() {
  const words = useWords(statusWords);
  const status = useGet<ServiceStatus>('/service-status');
  return (
    <div className="page narrow">
      <PageHead title={words.title} lead={words.lead} />
      <Loaded query={status}>
        {({ active, recent, maintenance, services }) => (
          <div className="stack">
            {active.length === 0 ? <AllUp /> : <Majors title={words.active} majors={active} />}
            {maintenance.length > 0 && <Maintenance items={maintenance} />}
            {services.length > 0 && <Services services={services} />}
            {recent.length > 0 && <Majors title={words.recent} majors={recent} />}
          </div>
        )}
      </Loaded>
    </div>
  );
}

function AllUp() {
  const words = useWords(statusWords);
  const report = (
    <Button component={Link} href={links.fileIncident()} variant="default">
      {words.report}
    </Button>
  );
  return (
    <div className="card all-up">
      <Empty title={words.allUp} action={report}>
        {words.allUpText}
      </Empty>
    </div>
  );
}

function Majors({ title, majors }: { title: string; majors: PublicMajor[] }) {
  return (
    <section className="stack tight" aria-label={title}>
      <h2>{title}</h2>
      {majors.map((major) => (
        <MajorReport key={major.id} major={major} />
      ))}
    </section>
  );
}

const tones: Record<string, string> = { investigating: 'danger', identified: 'warn', monitoring: 'info', ended: 'good' };

function MajorReport({ major }: { major: PublicMajor }) {
  const words = useWords(statusWords);
  const { language } = useLanguage();
  const format = useFormats();
  const [last, ...earlier] = major.updates;
  const isOver = major.state === 'ended';
  return (
    <article className={`card padded stack tight major-report ${isOver ? 'over' : ''}`}>
      <div className="row between">
        <Chip tone={tones[major.stage] ?? ''} dot>
          {words.stages[major.stage]}
        </Chip>
        <span className="muted small">
          {isOver && major.endedAt ? words.endedAt(format.moment(major.endedAt)) : words.since(format.moment(major.declaredAt))}
        </span>
      </div>
      <h3>
        <bdi>{major.title[language]}</bdi>
      </h3>
      <p className="typed">{(last?.body ?? major.body)[language]}</p>
      <p className="muted small">
        {[
          ...major.services.map(({ name }) => name),
          ...major.locations.map(({ name }) => name),
          words.affected(major.affected),
          ...(major.nextUpdateBy && !isOver ? [words.nextBy(format.moment(major.nextUpdateBy))] : []),
        ].join(' · ')}
      </p>
      {!isOver && <AffectedButton major={major} />}
      {earlier.length > 0 && (
        <details>
          <summary className="small">{words.earlier(earlier.length)}</summary>
          <ol className="earlier">
            {earlier.map((update) => (
              <li key={update.id}>
                <span className="muted small">
                  <Ago at={update.publishedAt} /> · {words.stages[update.stage]}
                </span>
                <p className="typed">{update.body[language]}</p>
              </li>
            ))}
          </ol>
        </details>
      )}
    </article>
  );
}

function Maintenance({ items }: { items: AnnouncementItem[] }) {
  const words = useWords(statusWords);
  const { language } = useLanguage();
  const when = useWhen();
  return (
    <section className="stack tight" aria-label={words.maintenance}>
      <h2>{words.maintenance}</h2>
      {items.map((item) => (
        <article className="card padded stack tight" key={item.id}>
          <h3 className="row tight">
            <IconTool size={17} aria-hidden /> <bdi>{item.title[language]}</bdi>
          </h3>
          {when(item) && <p className="small">{when(item)}</p>}
          {item.body[language] && <p className="typed muted">{item.body[language]}</p>}
        </article>
      ))}
    </section>
  );
}

function Services({ services }: { services: ServiceStatus['services'] }) {
  const words = useWords(statusWords);
  const toneOf = { up: 'good', maintenance: 'info', outage: 'danger' };
  const [isBusy, act] = useAct();
  const follow = (id: string, isFollowed: boolean) =>
    act(async () => {
      await (isFollowed ? api.delete(`/followed-services/${id}`) : api.put(`/followed-services/${id}`));
      await refresh('service-status');
    });
  return (
    <section className="stack tight" aria-label={words.services}>
      <h2>{words.services}</h2>
      <ul className="card service-lines">
        {services.map(({ id, name, state, isFollowed }) => (
          <li key={id}>
            <bdi className="grow">{name}</bdi>
            <Chip tone={toneOf[state]} dot>
              {words.states[state]}
            </Chip>
            <ActionIcon
              variant="subtle"
              color={isFollowed ? 'velvet' : 'gray'}
              aria-label={`${isFollowed ? words.unfollow : words.follow}: ${name}`}
              title={isFollowed ? words.followed : words.follow}
              aria-pressed={isFollowed}
              disabled={isBusy}
              onClick={() => void follow(id, isFollowed)}
            >
              {isFollowed ? <IconBellFilled size={18} /> : <IconBell size={18} />}
            </ActionIcon>
          </li>
        ))}
      </ul>
    </section>
  );
}
