import { MultiSelect, Select } from '@mantine/core';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import type { AlertDigest } from './alert-types.ts';
import { alertWords } from './alert-words.ts';

/** When I hear of alerts by message, and of which. */
export function DigestDialog({ onClose }: { onClose: () => void }) {
  const digest = useGet<AlertDigest>('/me/alert-digest');
  return digest.data ? <Form key={digest.data.version} digest={digest.data} onClose={onClose} /> : null;
}

const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, '0')}:00` }));

function Form({ digest, onClose }: { digest: AlertDigest; onClose: () => void }) {
  const words = useWords(alertWords);
  const form = useFields({ rhythm: digest.rhythm, hour: String(digest.hour), kinds: digest.kinds ?? [] });
  const save = useSaved(form, ['me/alert-digest'], onClose);
  const send = () =>
    save(({ rhythm, hour, kinds }) =>
      api.patch('/me/alert-digest', { rhythm, hour: Number(hour), kinds: kinds.length > 0 ? kinds : null }, { ifMatch: digest.version }),
    );
  const optionsOf = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <DialogForm isCheckedByServer title={words.digestTitle} isBusy={form.isBusy} close={onClose} submit={send}>
      <p className="muted">{words.digestText}</p>
      <Select label={words.rhythm} data-autofocus allowDeselect={false} data={optionsOf(words.rhythms)} {...form.choice('rhythm')} />
      {form.values.rhythm !== 'never' && (
        <>
          <Select label={words.hour} allowDeselect={false} data={hours} {...form.choice('hour')} />
          <MultiSelect
            label={words.onlyKinds}
            placeholder={form.values.kinds.length === 0 ? words.everyKind : ''}
            data={optionsOf(words.kinds)}
            value={form.values.kinds}
            onChange={(kinds) => form.set({ kinds: kinds as typeof form.values.kinds })}
          />
        </>
      )}
    </DialogForm>
  );
}
