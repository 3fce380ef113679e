import { MultiSelect, Switch } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { durationMs } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Preferences } from './on-call-types.ts';
import { onCallWords } from './on-call-words.ts';

/** What I want to hear before and when my shifts come. */
export function PreferencesDialog({ onClose }: { onClose: () => void }) {
  const preferences = useGet<Preferences>('/on-call/preferences');
  return preferences.data ? <PreferencesForm preferences={preferences.data} onClose={onClose} /> : null;
}

function PreferencesForm({ preferences, onClose }: { preferences: Preferences; onClose: () => void }) {
  const words = useWords(onCallWords);
  const common = useWords(commonWords);
  const form = useFields(preferences);
  const known = Object.keys(words.leads);
  const other = preferences.reminders.filter((each) => !known.includes(each));
  const send = async () => {
    if (!(await form.submit((values) => api.put('/on-call/preferences', values)))) return;
    await refresh('on-call/preferences');
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm title={words.remindersTitle} action={common.save} isBusy={form.isBusy} close={onClose} submit={send}>
      <MultiSelect
        label={words.remindBefore}
        placeholder={form.values.reminders.length === 0 ? words.remindNever : ''}
        maxValues={5}
        data={[...known, ...other].map((value) => ({ value, label: words.leads[value] ?? value }))}
        value={form.values.reminders}
        error={form.errors['reminders']}
        onChange={(reminders) => form.set({ reminders: reminders.sort((a, b) => durationMs(b)! - durationMs(a)!) })}
      />
      <Switch label={words.handovers} {...form.flag('isToldOfHandovers')} />
    </DialogForm>
  );
}
