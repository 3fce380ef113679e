import { TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { useGet } from '../api/queries.ts';
import { today } from '../finance/day.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Chip } from '../ui/icons.tsx';
import { typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import { HolderField, type HolderType, holderOf } from './holder-field.tsx';
import type { Kit, KitAvailability } from './stock-types.ts';
import { stockWords } from './stock-words.ts';
import { usePartNames } from './use-part-names.ts';

const families = ['kits', 'kit-hand-outs', 'stock-items', 'licences', 'assets', 'people'];
const nameErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([at, message]) => [/^(person|location)Id$/.test(at) ? 'holderId' : at, message]));

/** Hands out all that lies in a kit, after a look at what there is. */
export function KitHandOutDialog({ kit, onClose }: { kit: Kit; onClose: () => void }) {
  const words = useWords(stockWords);
  const common = useWords(commonWords);
  const state = useGet<KitAvailability>(`/kits/${kit.id}/availability`);
  const form = useFields({ holderType: 'person' as HolderType, holderId: null as string | null, dueAt: '', note: '' }, nameErrors);
  const save = useSaved(form, families, onClose, words.kits.handedOut(kit.name));
  const send = () =>
    save(({ dueAt, note, ...values }) =>
      api.post(`/kits/${kit.id}/hand-outs`, {
        ...holderOf(values),
        dueAt: dueAt ? new Date(`${dueAt}T18:00`).toISOString() : null,
        note: typedText(note),
      }),
    );
  return (
    <DialogForm
      isCheckedByServer
      title={words.kits.handOutTitle(kit.name)}
      action={words.kits.handOut}
      isBusy={form.isBusy}
      isReady={form.values.holderId !== null && state.data?.isComplete === true}
      close={onClose}
      submit={send}
    >
      {state.data && <Parts kit={kit} state={state.data} />}
      <HolderField form={form} label={words.toWhom} types={['person', 'location']} />
      <TextInput type="date" min={today()} label={`${words.kits.dueAt} (${common.optional})`} {...form.text('dueAt')} />
      <TextInput label={`${words.kits.note} (${common.optional})`} maxLength={500} {...form.text('note')} />
    </DialogForm>
  );
}

function Parts({ kit, state }: { kit: Kit; state: KitAvailability }) {
  const words = useWords(stockWords);
  const nameOf = usePartNames();
  return (
    <ul className="stack tight" aria-label={words.kits.parts}>
      {state.lines.map(({ line, name, wanted, available, isMissing }) => (
        <li key={line} className="row between">
          <bdi>{kit.lines[line] ? nameOf(kit.lines[line]) : name}</bdi>
          <Chip tone={isMissing ? 'danger' : 'good'}>
            {words.kits.part(wanted, available === null ? words.kits.unlimited : String(available))}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
