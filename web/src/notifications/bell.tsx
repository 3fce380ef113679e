import { IconBell } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { Flyout } from '../ui/flyout.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { groupNotices, type NoticeGroup } from './group-notices.ts';
import { addressOf, type Notice, useNoticeText } from './notice.ts';
import './bell.css';

const bellWords = dictionary(
  {
    title: 'Notifications',
    unread: (count: number) => (count === 1 ? '1 unread notification' : `${count} unread notifications`),
    allRead: 'Mark all as read',
    settings: 'My notifications',
    urgent: 'Urgent',
    earlier: (count: number) => (count === 1 ? '1 earlier' : `${count} earlier`),
    empty: 'All quiet',
    emptyText: 'When something concerns you, it appears here.',
  },
  {
    title: 'Notifications',
    unread: (count) => (count === 1 ? '1 notification non lue' : `${count} notifications non lues`),
    allRead: 'Tout marquer comme lu',
    settings: 'Mes notifications',
    urgent: 'Urgent',
    earlier: (count) => (count === 1 ? '1 avant' : `${count} avant`),
    empty: 'Tout est calme',
    emptyText: 'Ce qui vous concerne apparaît ici.',
  },
);

/** What concerns the person, by the bell. */
export function Bell() {
  const words = useWords(bellWords);
  const query = useList<Notice>('/notifications', { limit: 20 });
  const unread = query.items.filter((notice) => !notice.readAt);
  useReadWhatIsOpen(unread);
  const readAll = async () => {
    await api.put('/notifications/read');
    await refresh('notifications');
  };
  const face = (
    <>
      <IconBell size={19} stroke={1.7} aria-hidden />
      <span className="bell-label">{words.title}</span>
      {unread.length > 0 && <span className="badge">{unread.length > 19 ? '20+' : unread.length}</span>}
    </>
  );
  return (
    <Flyout className="bell" label={unread.length > 0 ? `${words.title}: ${words.unread(unread.length)}` : words.title} face={face}>
      {(close) => (
        <div className="notices">
          <div className="card-head">
            <h2>{words.title}</h2>
            {unread.length > 0 && (
              <button type="button" className="link small" onClick={() => void readAll()}>
                {words.allRead}
              </button>
            )}
          </div>
          <Listed query={query} empty={<Empty title={words.empty}>{words.emptyText}</Empty>}>
            {(items) => groupNotices(items).map((group) => <NoticeRow key={group.latest.id} group={group} onOpen={close} />)}
          </Listed>
          <div className="notices-foot">
            <Link href={links.myNotifications()} onClick={close}>
              {words.settings}
            </Link>
          </div>
        </div>
      )}
    </Flyout>
  );
}

/** What is about one thing in one row: its newest notice, and how many came before it. */
function NoticeRow({ group: { latest, earlier }, onOpen }: { group: NoticeGroup; onOpen: () => void }) {
  const text = useNoticeText();
  const words = useWords(bellWords);
  const [, go] = useLocation();
  const open = () => {
    onOpen();
    const address = addressOf(latest);
    if (address) go(address);
    if (!latest.readAt) void readAbout(latest);
  };
  return (
    <button type="button" className={`notice ${latest.readAt ? '' : 'unread'}`} onClick={open}>
      <span className="grow">
        <span>
          {latest.urgency === 'page' && <strong className="bad">{words.urgent} · </strong>}
          {text(latest)}
        </span>
        <small className="muted">
          <Ago at={latest.createdAt} />
          {earlier.length > 0 && ` · ${words.earlier(earlier.length)}`}
        </small>
      </span>
    </button>
  );
}

async function readAbout({ subject }: Notice): Promise<void> {
  await api.put(`/notifications/read?subjectId=${encodeURIComponent(subject.id)}`);
  await refresh('notifications');
}

/** Whoever has a page open has read what is by the bell about it. */
function useReadWhatIsOpen(unread: Notice[]): void {
  const [location] = useLocation();
  const open = unread.find((notice) => addressOf(notice) === location);
  const id = open?.id;
  useEffect(() => {
    if (!open || !id) return undefined;
    const timer = setTimeout(() => document.visibilityState === 'visible' && void readAbout(open), 1500);
    return () => clearTimeout(timer);
  }, [id, open]);
}
