import { IconBell } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { Flyout } from '../ui/flyout.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { addressOf, type Notice, useNoticeText } from './notice.ts';
import './bell.css';

const bellWords = dictionary(
  {
    title: 'Notifications',
    unread: (count: number) => (count === 1 ? '1 unread notification' : `${count} unread notifications`),
    allRead: 'Mark all as read',
    empty: 'All quiet',
    emptyText: 'When something concerns you, it appears here.',
  },
  {
    title: 'Notifications',
    unread: (count) => (count === 1 ? '1 notification non lue' : `${count} notifications non lues`),
    allRead: 'Tout marquer comme lu',
    empty: 'Tout est calme',
    emptyText: 'Ce qui vous concerne apparaît ici.',
  },
);

/** What concerns the person, by the bell. */
export function Bell() {
  const words = useWords(bellWords);
  const query = useList<Notice>('/notifications', { limit: 20 });
  const unread = query.items.filter((notice) => !notice.readAt);
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
            {(items) => items.map((notice) => <NoticeRow key={notice.id} notice={notice} onOpen={close} />)}
          </Listed>
        </div>
      )}
    </Flyout>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const text = useNoticeText();
  const [, go] = useLocation();
  const open = () => {
    onOpen();
    const address = addressOf(notice);
    if (address) go(address);
    if (!notice.readAt) void api.put(`/notifications/${notice.id}/read`).then(() => refresh('notifications'));
  };
  return (
    <button type="button" className={`notice ${notice.readAt ? '' : 'unread'}`} onClick={open}>
      <span className="grow">
        <span>{text(notice)}</span>
        <small className="muted">
          <Ago at={notice.createdAt} />
        </small>
      </span>
    </button>
  );
}
