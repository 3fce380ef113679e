import { Button, FileInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { CalendarImportPreview } from './calendar-import-preview.tsx';
import { calendarWords } from './calendar-words.ts';
import type { ImportPreview } from './service-level-types.ts';

type Source = 'file' | 'url';
const fresh = { name: '', url: '', ics: '', effect: 'close' };

/** Where holidays come from; first what they would do, then the doing. */
export function CalendarImportForm({ path }: { path: string }) {
  const words = useWords(calendarWords);
  const [source, setSource] = useState<Source>('file');
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const form = useFields(fresh);
  const change = (patch: Partial<typeof fresh>) => {
    setPreview(null);
    form.set(patch);
  };
  const bodyOf = ({ name, url, ics, effect }: typeof fresh) => ({ name, effect, ...(source === 'file' ? { ics } : { url }) });
  const look = () =>
    form.submit(async (values) => setPreview(await api.post<ImportPreview>(path, bodyOf(values), { params: { dryRun: true } })));
  const take = async () => {
    if (!(await form.submit((values) => api.post(path, bodyOf(values))))) return;
    await refresh('service-calendars');
    toast(words.done);
    setPreview(null);
    form.reset(fresh);
  };
  const readFile = async (file: File | null) => {
    const ics = file ? await file.text() : '';
    change({ ics, name: form.values.name || (file?.name.replace(/\.ics$/i, '') ?? '') });
  };
  const isReady = form.values.name.trim() !== '' && (source === 'file' ? form.values.ics !== '' : form.values.url !== '');
  return (
    <form
      noValidate
      className="fields import-form"
      onSubmit={(event) => {
        event.preventDefault();
        void (preview ? take() : look());
      }}
    >
      <h3>{words.add}</h3>
      <SegmentedControl
        aria-label={words.source}
        value={source}
        onChange={(next) => {
          setSource(next as Source);
          setPreview(null);
        }}
        data={Object.entries(words.sources).map(([value, label]) => ({ value, label }))}
      />
      {source === 'file' ? (
        <FileInput
          label={words.file}
          accept=".ics,text/calendar"
          clearable
          clearButtonProps={{ 'aria-label': words.noFile }}
          error={form.errors['ics']}
          onChange={(file) => void readFile(file)}
        />
      ) : (
        <TextInput
          type="url"
          label={words.url}
          placeholder="https://"
          value={form.values.url}
          error={form.errors['url']}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
      )}
      <div className="grid-2">
        <TextInput label={words.name} maxLength={120} {...form.text('name')} />
        <Select
          label={words.effect}
          allowDeselect={false}
          data={Object.entries(words.effects).map(([value, label]) => ({ value, label }))}
          value={form.values.effect}
          onChange={(effect) => effect && change({ effect })}
        />
      </div>
      {preview && <CalendarImportPreview preview={preview} />}
      <div className="form-actions">
        <Button
          type="submit"
          variant={preview ? 'filled' : 'default'}
          loading={form.isBusy}
          disabled={!isReady || preview?.days.length === 0}
        >
          {preview ? words.apply : words.preview}
        </Button>
      </div>
    </form>
  );
}
