import { ActionIcon, Button, Modal, Select } from '@mantine/core';
import { IconCalendarShare, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Secret } from '../ui/secret.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Feed, NewFeed, Schedule } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

/** Addresses for calendar programs: made, shown once, and ended. */
export function SubscribeDialog({ schedules, onClose }: { schedules: Schedule[]; onClose: () => void }) {
  const words = useWords(onCallWords);
  const [scheduleId, setScheduleId] = useState('');
  const [made, setMade] = useState<NewFeed | null>(null);
  const [isBusy, act] = useAct();
  const make = () =>
    act(async () => {
      setMade(await api.post<NewFeed>('/on-call/feeds', { scheduleId: scheduleId || null }));
      await refresh('on-call/feeds');
    });
  return (
    <Modal opened onClose={onClose} title={words.subscribeTitle}>
      <div className="stack">
        <p className="muted">{words.subscribeText}</p>
        <div className="row nowrap bottom">
          <Select
            className="grow"
            label={words.subscribeTo}
            allowDeselect={false}
            data={[{ value: '', label: words.mine }, ...schedules.map(({ id, name }) => ({ value: id, label: name }))]}
            value={scheduleId}
            onChange={(value) => setScheduleId(value ?? '')}
          />
          <Button loading={isBusy} onClick={() => void make()}>
            {words.makeAddress}
          </Button>
        </div>
        {made && (
          <>
            <Secret label={words.address} value={made.url} hint={words.addressHint} />
            <Button
              component="a"
              variant="default"
              href={made.url.replace(/^https?:/, 'webcal:')}
              leftSection={<IconCalendarShare size={16} aria-hidden />}
            >
              {words.openCalendar}
            </Button>
          </>
        )}
        <Feeds />
      </div>
    </Modal>
  );
}

function Feeds() {
  const words = useWords(onCallWords);
  const format = useFormats();
  const feeds = useGet<Page<Feed>>('/on-call/feeds');
  const [isBusy, act] = useAct();
  const items = feeds.data?.items ?? [];
  if (items.length === 0) return null;
  const end = ({ id }: Feed) =>
    act(async () => {
      await api.delete(`/on-call/feeds/${id}`);
      await refresh('on-call/feeds');
      toast(words.ended);
    });
  return (
    <div className="stack tight">
      <h3>{words.addresses}</h3>
      {items.map((feed) => (
        <div className="row nowrap" key={feed.id}>
          <span className="grow">
            <bdi className="block clip">{feed.schedule?.name ?? words.mine}</bdi>
            <span className="muted small">{feed.lastReadAt ? words.lastRead(format.ago(feed.lastReadAt)) : words.neverRead}</span>
          </span>
          <ActionIcon aria-label={words.endAddress(feed.schedule?.name ?? words.mine)} disabled={isBusy} onClick={() => void end(feed)}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
