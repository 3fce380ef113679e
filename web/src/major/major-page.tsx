import { Button, Menu } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { api, apiUrl } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { PersonName, PriorityMark, StatusChip } from '../ui/marks.tsx';
import { Card, Facts, Loaded, useTitle } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { DueNews, toneOf } from './due-news.tsx';
import { EditMajorDialog, EndDialog, HandOverDialog } from './major-dialogs.tsx';
import type { Major } from './major-types.ts';
import { majorWords } from './major-words.ts';
import { News } from './news.tsx';
import { Review } from './review.tsx';
import { Tasks } from './tasks.tsx';
import { WarTimeline } from './war-timeline.tsx';
import './major.css';

/** The calm place in the middle of it: how it stands, who is affected, what is said, what is done, what happened. */
export function MajorPage() {
  const { id = '' } = useParams();
  const major = useGet<Major>(`/major-incidents/${id}`);
  return (
    <div className="page wide">
      <Loaded query={major} lines={10}>
        {(data) => <WarRoom key={data.id} major={data} />}
      </Loaded>
    </div>
  );
}

function WarRoom({ major }: { major: Major }) {
  const { language } = useLanguage();
  useTitle(major.title[language]);
  return (
    <>
      <Head major={major} />
      <div className="two">
        <div className="stack">
          <News major={major} />
          <WarTimeline major={major} />
        </div>
        <aside className="side">
          <Affected major={major} />
          <About major={major} />
          <Tasks major={major} phase="response" />
          <Review major={major} />
        </aside>
      </div>
    </>
  );
}

function Head({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  const format = useFormats();
  const now = useNow();
  const from = new Date(major.declaredAt).getTime();
  const until = major.endedAt ? new Date(major.endedAt).getTime() : now;
  return (
    <header className="war-head">
      <Link href={links.majors()} className="back">
        <IconArrowLeft size={15} aria-hidden />
        {words.majors}
      </Link>
      <h1>
        <bdi>{major.title[language]}</bdi>
      </h1>
      <div className="row marks">
        <Chip tone={toneOf(major)} dot>
          {major.state === 'active' ? words.stages[major.stage] : words.states[major.state]}
        </Chip>
        <DueNews major={major} />
        <span className="small">
          {major.endedAt ? words.lasted(format.duration(until - from)) : words.lasts(format.duration(until - from))}
        </span>
        <span className="muted small">{words.declaredBy(major.declaredBy?.name ?? '', format.moment(major.declaredAt))}</span>
      </div>
      <Actions major={major} />
    </header>
  );
}

function Actions({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  const me = useMe();
  const [dialog, setDialog] = useState<'edit' | 'end' | 'lead' | null>(null);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const reread = () => refresh('major-incidents', 'service-status', 'announcements', 'incidents');
  const { id, version, canLead } = major;
  const isActive = major.state === 'active';
  const run = (work: () => Promise<unknown>, done: string) =>
    act(async () => {
      await work();
      toast(done);
      await reread();
    });
  const withdraw = async () => {
    const isSure = await ask({ title: words.withdrawTitle, text: words.withdrawText, action: words.withdraw, isDangerous: true });
    if (isSure) await run(() => api.delete(`/major-incidents/${id}`, { ifMatch: version }), words.withdrawn);
  };
  const takeLead = () => run(() => api.patch(`/major-incidents/${id}`, { commanderId: me.id }, { ifMatch: version }), words.takeLead);
  return (
    <div className="row war-actions">
      {canLead && isActive && <Button onClick={() => setDialog('end')}>{words.end}</Button>}
      {canLead && major.state === 'ended' && (
        <Button
          variant="default"
          disabled={isBusy}
          onClick={() => void run(() => api.delete(`/major-incidents/${id}/end`, { ifMatch: version }), words.goesOn)}
        >
          {words.goOn}
        </Button>
      )}
      {canLead && isActive && (
        <Button variant="default" onClick={() => setDialog('edit')}>
          {words.edit}
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
            {words.more}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {canLead && isActive && major.commander?.id !== me.id && (
            <Menu.Item disabled={isBusy} onClick={() => void takeLead()}>
              {words.takeLead}
            </Menu.Item>
          )}
          {canLead && isActive && <Menu.Item onClick={() => setDialog('lead')}>{words.handOver} …</Menu.Item>}
          <Menu.Item
            component="a"
            leftSection={<IconDownload size={16} aria-hidden />}
            href={apiUrl(`/major-incidents/${id}/report`, { language })}
            download
          >
            {words.export}
          </Menu.Item>
          <Menu.Item leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
            {words.print}
          </Menu.Item>
          {canLead && isActive && (
            <Menu.Item color="red" disabled={isBusy} onClick={() => void withdraw()}>
              {words.withdraw} …
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'edit' && <EditMajorDialog major={major} close={() => setDialog(null)} />}
      {dialog === 'end' && <EndDialog major={major} close={() => setDialog(null)} />}
      {dialog === 'lead' && <HandOverDialog major={major} close={() => setDialog(null)} />}
      {question}
    </div>
  );
}

function Affected({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const format = useFormats();
  return (
    <Card title={words.affected}>
      <div className="row nowrap affected">
        <strong className="big-number">{format.number(major.affected)}</strong>
        <div className="small muted">
          <div>{words.reports(major.children.open, major.children.total)}</div>
          <div>{words.saidSo(major.saidSo)}</div>
        </div>
      </div>
      {major.state === 'active' && <p className="small muted">{words.audience(major.audience)}</p>}
    </Card>
  );
}

function About({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const { incident } = major;
  const commander = major.commander ? <PersonName person={major.commander} /> : words.nobodyLeads;
  const named = (list: Array<{ name: string }>) => list.map(({ name }) => name).join(', ');
  return (
    <Card title={words.incident}>
      <div className="stack tight">
        <div>
          <span className="row tight">
            <Link href={links.incident(incident.number)} className="mono">
              {incident.number}
            </Link>
            <PriorityMark priority={incident.priority} />
            <StatusChip status={incident.status} />
          </span>
          <bdi className="small muted">{incident.title}</bdi>
        </div>
        <Facts
          of={[
            [words.commander, commander],
            [words.services, named(major.services)],
            [words.locations, named(major.locations) || words.everywhere],
          ]}
        />
        <p className="small muted">{words.resolveChildren}</p>
      </div>
    </Card>
  );
}
