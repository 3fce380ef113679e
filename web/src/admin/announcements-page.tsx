import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import type { Announcement } from '../major/major-types.ts';
import { statusWords } from '../major/status-words.ts';
import { useWhen } from '../major/use-when.ts';
import { Chip } from '../ui/icons.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { AnnouncementDialog } from './announcement-dialog.tsx';
import { announcementWords } from './announcement-words.ts';

/** What everybody, or some, are told above their pages. */
export function AnnouncementsPage() {
  const words = useWords(announcementWords);
  const announcements = useList<Announcement>('/announcements/all');
  const [editing, setEditing] = useState<Announcement | 'new' | null>(null);
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEditing('new')}>
            {words.add}
          </Button>
        }
      />
      <section className="card">
        <Listed query={announcements} empty={<Empty title={words.none}>{words.noneText}</Empty>}>
          {(items) => (
            <ul className="announcement-lines">
              {items.map((item) => (
                <Line key={item.id} announcement={item} edit={() => setEditing(item)} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {editing && <AnnouncementDialog announcement={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
    </>
  );
}

function Line({ announcement, edit }: { announcement: Announcement; edit: () => void }) {
  const words = useWords(announcementWords);
  const status = useWords(statusWords);
  const common = useWords(commonWords);
  const { language } = useLanguage();
  const when = useWhen();
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const path = `/announcements/${announcement.id}/withdrawal`;
  const reread = () => refresh('announcements', 'service-status');
  const put = (isWithdrawn: boolean) => (isWithdrawn ? api.put(path) : api.delete(path)).then(reread);
  const turn = (isWithdrawn: boolean) =>
    act(async () => {
      await put(isWithdrawn);
      toast(isWithdrawn ? words.withdrawn : words.restored, { undo: () => put(!isWithdrawn).catch(tell) });
    });
  const audience = useAudience(announcement);
  return (
    <li>
      <div className="grow">
        <strong>
          <bdi>{announcement.title[language]}</bdi>
        </strong>
        <div className="muted small">{[status.kinds[announcement.kind], when(announcement), audience].filter(Boolean).join(' · ')}</div>
        <div className="muted small">{words.read(announcement.readers, announcement.dismissals)}</div>
      </div>
      <Standing announcement={announcement} />
      <div className="row tight">
        <Button variant="subtle" size="compact-sm" onClick={edit}>
          {common.edit}
        </Button>
        <Button variant="subtle" color="gray" size="compact-sm" loading={isBusy} onClick={() => void turn(!announcement.isWithdrawn)}>
          {announcement.isWithdrawn ? words.restore : words.withdraw}
        </Button>
      </div>
    </li>
  );
}

function useAudience({ departments, locations, services, isForFollowers }: Announcement): string {
  const words = useWords(announcementWords);
  const format = useFormats();
  const names = (list: Array<{ name: string }>) => list.map(({ name }) => name);
  const who = [...departments, ...names(locations), ...(isForFollowers ? [words.followersOf(format.list(names(services)))] : [])];
  return who.length > 0 ? words.for(format.list(who)) : words.everybody;
}

/** Whether it is shown now, will be, was, or was taken back. */
function Standing({ announcement }: { announcement: Announcement }) {
  const words = useWords(announcementWords);
  const format = useFormats();
  const now = useNow();
  if (announcement.isWithdrawn) return <Chip>{words.isWithdrawn}</Chip>;
  if (new Date(announcement.from).getTime() > now)
    return (
      <Chip tone="info" dot>
        {words.shownFrom(format.moment(announcement.from))}
      </Chip>
    );
  if (announcement.until && new Date(announcement.until).getTime() <= now) return <Chip>{words.isOver}</Chip>;
  return (
    <Chip tone="good" dot>
      {announcement.until ? words.shownUntil(format.moment(announcement.until)) : words.shown}
    </Chip>
  );
}
