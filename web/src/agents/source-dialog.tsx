import { Button, Checkbox, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { DurationSelect } from '../ui/duration-select.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { LocationPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Source, SourceWithPassword } from './agent-types.ts';
import { agentWords } from './agent-words.ts';

const fieldsOf = (source: Source | null) => ({
  name: source?.name ?? '',
  locationId: source?.location?.id ?? null,
  contactEvery: source?.contactEvery ?? 'PT24H',
  isActive: source?.isActive ?? true,
});

interface Props {
  source: Source | null;
  onClose: () => void;
  /** A password was made, which is shown this once. */
  onPassword: (source: Source, password: string) => void;
}

/** Adds a source, whose password is shown next, or changes one. */
export function SourceDialog({ source, onClose, onPassword }: Props) {
  const words = useWords(agentWords);
  const common = useWords(commonWords);
  const form = useFields(fieldsOf(source));
  const send = async () => {
    let made: SourceWithPassword | null = null;
    const isDone = await form.submit(async ({ isActive, ...values }) => {
      if (source) await api.patch(`/inventory-sources/${source.id}`, { ...values, isActive }, { ifMatch: source.version });
      else made = await api.post<SourceWithPassword>('/inventory-sources', values);
    });
    await refresh('inventory-sources');
    if (!isDone) return;
    if (made) return onPassword(made, (made as SourceWithPassword).password);
    toast(common.saved);
    onClose();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={source ? words.editSource(source.name) : words.addSource}
      action={source ? common.save : words.addSource}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
      removal={
        source && (
          <RemoveButton
            path={`/inventory-sources/${source.id}`}
            name={source.name}
            family="inventory-sources"
            text={words.removeSourceText}
            done={onClose}
          />
        )
      }
    >
      <TextInput label={words.name} description={words.nameHint} required data-autofocus maxLength={120} {...form.text('name')} />
      <LocationPicker
        label={`${words.location} (${common.optional})`}
        description={words.locationHint}
        value={form.values.locationId}
        onChange={(locationId) => form.set({ locationId })}
        error={form.errors['locationId']}
      />
      <DurationSelect
        label={words.contactEvery}
        description={words.contactEveryHint}
        choices={['PT1H', 'PT4H', 'PT8H', 'PT12H', 'PT24H', 'P2D', 'P7D']}
        value={form.values.contactEvery}
        onChange={(contactEvery) => form.set({ contactEvery })}
        error={form.errors['contactEvery']}
      />
      {source && <Checkbox label={words.active} {...form.flag('isActive')} />}
      {source && <NewPassword source={source} onPassword={onPassword} />}
    </DialogForm>
  );
}

function NewPassword({ source, onPassword }: { source: Source; onPassword: Props['onPassword'] }) {
  const words = useWords(agentWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const renew = async () => {
    if (!(await ask({ title: words.renewTitle(source.name), text: words.renewText, action: words.renew, isDangerous: true }))) return;
    await act(async () => {
      const made = await api.put<SourceWithPassword>(`/inventory-sources/${source.id}/password`);
      await refresh('inventory-sources');
      onPassword(made, made.password);
    });
  };
  return (
    <div>
      {question}
      <Button variant="default" size="compact-md" loading={isBusy} onClick={() => void renew()}>
        {words.renew}
      </Button>
    </div>
  );
}
