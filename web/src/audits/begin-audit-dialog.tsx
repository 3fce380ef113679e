import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { randomUuid } from '../ui/random-uuid.ts';
import { LocationPicker, PersonPicker } from '../ui/search-select.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Audit } from './audit-types.ts';
import { auditWords } from './audit-words.ts';
import { KindsField } from './kinds-field.tsx';
import { ScopeCount } from './scope-count.tsx';

/** Asks what is counted, and says how much the register expects there before anybody walks. */
export function BeginAuditDialog({ close }: { close: () => void }) {
  const words = useWords(auditWords);
  const common = useWords(commonWords);
  const [, go] = useLocation();
  const [key] = useState(randomUuid);
  const form = useFields({
    title: '',
    note: '',
    locationId: null as string | null,
    custodianId: null as string | null,
    kinds: [] as string[],
    withHeld: true,
    withRepair: false,
  });
  const { locationId, custodianId, kinds, withHeld, withRepair } = form.values;
  const statuses = withRepair ? ['in_stock', 'deployed', 'in_repair'] : ['in_stock', 'deployed'];
  const scope = { locationId, custodianId, kinds, withHeld, statuses };
  const begin = async () => {
    let begun: Audit | undefined;
    const done = await form.submit(async ({ title, note }) => {
      begun = await api.post<Audit>('/audits', { ...scope, title, note: note.trim() || null }, { idempotencyKey: key });
    });
    if (!done || !begun) return;
    await refresh('audits');
    toast(words.started(begun.name));
    go(links.audit(begun.id));
  };
  return (
    <DialogForm
      title={words.begin}
      action={words.start}
      isBusy={form.isBusy}
      isReady={form.values.title.trim() !== ''}
      close={close}
      submit={begin}
      isCheckedByServer
    >
      <TextInput data-autofocus label={words.name} placeholder={words.namePlaceholder} required maxLength={200} {...form.text('title')} />
      <LocationPicker
        label={words.place}
        description={words.placeHint}
        value={locationId}
        error={form.errors['locationId']}
        onChange={(locationId) => form.set({ locationId })}
      />
      <PersonPicker
        label={words.person}
        description={words.personHint}
        value={custodianId}
        error={form.errors['custodianId']}
        onChange={(custodianId) => form.set({ custodianId })}
      />
      <KindsField value={kinds} onChange={(kinds) => form.set({ kinds })} />
      {!custodianId && <Checkbox label={words.withHeld} {...form.flag('withHeld')} />}
      <Checkbox label={words.withRepair} {...form.flag('withRepair')} />
      <Textarea label={`${words.note} (${common.optional})`} autosize minRows={2} maxLength={10_000} {...form.text('note')} />
      <ScopeCount scope={scope} />
    </DialogForm>
  );
}
