import { MultiSelect, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Location, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { randomUuid } from '../ui/random-uuid.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Campaign } from './custody-types.ts';
import { deskWords } from './desk-words.ts';

/** Asks people whether they still have their devices; says before how many would be asked. */
export function CampaignDialog({ onClose }: { onClose: () => void }) {
  const words = useWords(deskWords);
  const common = useWords(commonWords);
  const [, go] = useLocation();
  const [key] = useState(randomUuid);
  const locations = useGet<Page<Location>>('/locations').data?.items ?? [];
  const form = useFields({ title: '', message: '', answerUntil: '', kinds: [] as string[], locationIds: [] as string[], departments: '' });
  const { title, message, answerUntil, kinds, locationIds, departments } = form.values;
  const lines = departments
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const filter = {
    ...(kinds.length > 0 && { kinds }),
    ...(locationIds.length > 0 && { locationIds }),
    ...(lines.length > 0 && { departments: lines }),
  };
  const send = async () => {
    let made: Campaign | undefined;
    const body = { title, message: message.trim() || null, answerUntil, filter };
    const isDone = await form.submit(async () => {
      made = await api.post<Campaign>('/campaigns', body, { idempotencyKey: key });
    });
    if (!isDone || !made) return;
    await refresh('campaigns');
    onClose();
    go(links.campaign(made.id));
  };
  return (
    <DialogForm
      title={words.newCampaign}
      action={words.start}
      isBusy={form.isBusy}
      isReady={title.trim() !== '' && answerUntil !== ''}
      close={onClose}
      submit={send}
    >
      <TextInput label={words.title} required data-autofocus maxLength={200} {...form.text('title')} />
      <Textarea label={`${words.message} (${common.optional})`} autosize minRows={2} maxLength={2000} {...form.text('message')} />
      <TextInput type="date" label={words.answerUntil} required {...form.text('answerUntil')} />
      <p className="muted small">{words.everybody}</p>
      <MultiSelect
        label={words.kinds}
        data={Object.entries(common.assetKind).map(([value, label]) => ({ value, label }))}
        value={kinds}
        onChange={(value) => form.set({ kinds: value })}
      />
      <MultiSelect
        label={words.places}
        searchable
        data={locations.map(({ id, name }) => ({ value: id, label: name }))}
        value={locationIds}
        onChange={(value) => form.set({ locationIds: value })}
      />
      <Textarea label={words.departments} autosize minRows={1} {...form.text('departments')} />
      <WouldAsk filter={filter} />
    </DialogForm>
  );
}

function WouldAsk({ filter }: { filter: object }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const [asked] = useDebouncedValue(filter, 300);
  const preview = useQuery({
    queryKey: ['campaigns', 'preview', asked],
    queryFn: () => api.post<{ people: number; assets: number }>('/campaigns/preview', { filter: asked }),
  });
  return <p role="status">{preview.data ? words.wouldAsk(format.number(preview.data.people), format.number(preview.data.assets)) : ' '}</p>;
}
