import { IconAlertTriangle, IconInfoCircle, IconTool, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { keyOf, queryClient, refresh } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useTellProblem } from '../ui/toast.tsx';
import type { AnnouncementItem } from './major-types.ts';
import { statusWords } from './status-words.ts';
import { useWhen } from './use-when.ts';
import './status.css';

const looks = {
  outage: { tone: 'danger', Icon: IconAlertTriangle },
  maintenance: { tone: 'info', Icon: IconTool },
  info: { tone: 'velvet', Icon: IconInfoCircle },
};
const shownAtMost = 3;

export function AnnouncementBanners({ items }: { items: AnnouncementItem[] }) {
  const [location] = useLocation();
  // The status page says all of it, and more.
  if (location.startsWith('/status')) return null;
  // Who reports a problem is asked there whether it is this one.
  const shown = location.startsWith('/new') ? items.filter(({ source }) => !source) : items;
  return (
    <div className="announcements">
      {shown.slice(0, shownAtMost).map((item) => (
        <Banner key={item.id} item={item} />
      ))}
    </div>
  );
}

function Banner({ item }: { item: AnnouncementItem }) {
  const words = useWords(statusWords);
  const { language } = useLanguage();
  const when = useWhen();
  const tell = useTellProblem();
  const { tone, Icon } = looks[item.kind];
  const { id, isRead } = item;
  useEffect(() => {
    // Who keeps the announcement sees how many it has reached; that it could not be told is nobody's concern.
    if (!isRead) void api.put(`/announcements/${id}/reading`, { isDismissed: false }).catch(() => undefined);
  }, [id, isRead]);
  const putAway = async () => {
    queryClient.setQueryData<Page<AnnouncementItem>>(
      keyOf('/announcements'),
      (now) => now && { ...now, items: now.items.filter(({ id }) => id !== item.id) },
    );
    await api.put(`/announcements/${item.id}/reading`, { isDismissed: true }).catch(async (error) => {
      tell(error);
      await refresh('announcements');
    });
  };
  const body = item.body[language];
  return (
    <aside className={`announcement tone-${tone}`} aria-label={words.kinds[item.kind]}>
      <Icon size={18} aria-hidden />
      <div className="grow">
        <strong>
          <bdi>{item.title[language]}</bdi>
        </strong>
        {when(item) && <span> · {when(item)}</span>}{' '}
        {(item.source || item.kind !== 'info') && <Link href={links.status()}>{words.more}</Link>}
        {body && <p className="typed">{body.length > 220 ? `${body.slice(0, 220)}…` : body}</p>}
      </div>
      <button type="button" className="shut" aria-label={`${words.dismiss}: ${item.title[language]}`} onClick={() => void putAway()}>
        <IconX size={17} aria-hidden />
      </button>
    </aside>
  );
}
