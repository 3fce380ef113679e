import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { useKindNames } from '../assets/use-kind-names.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { financeWords } from '../finance/finance-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LicencePicker } from '../licences/pickers.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { typedNumber, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import { StockItemPicker } from './pickers.tsx';
import type { Kit } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

interface Part {
  key: number;
  type: 'asset' | 'stock' | 'licence';
  /** Of the item or licence. */
  id: string | null;
  name: string;
  kind: string;
  model: string;
  quantity: string;
}

const emptyPart = (key: number): Part => ({ key, type: 'asset', id: null, name: '', kind: 'computer', model: '', quantity: '1' });

function partOf(line: Kit['lines'][number], key: number): Part {
  const part = { ...emptyPart(key), type: line.type, name: line.name };
  if (line.type === 'licence') return { ...part, id: line.licenceId };
  const quantity = String(line.quantity);
  return line.type === 'stock' ? { ...part, id: line.itemId, quantity } : { ...part, kind: line.kind, model: line.model ?? '', quantity };
}

function lineOf({ type, id, kind, model, quantity }: Part): object {
  if (type === 'licence') return { type, licenceId: id ?? '' };
  return type === 'stock'
    ? { type, itemId: id ?? '', quantity: typedNumber(quantity) }
    : { type, kind, model: typedText(model), quantity: typedNumber(quantity) };
}

/** Puts a kit together, or edits one. */
export function KitDialog({ kit, onClose }: { kit: Kit | null; onClose: () => void }) {
  const words = useWords(stockWords);
  const money = useWords(financeWords);
  const common = useWords(commonWords);
  const isLead = hasRole(useMe(), 'lead');
  const [parts, setParts] = useState<Part[]>(kit ? kit.lines.map(partOf) : [emptyPart(0)]);
  const form = useFields({ name: kit?.name ?? '', notes: kit?.notes ?? '', isActive: kit?.isActive ?? true, lines: '' });
  const save = useSaved(form, ['kits'], onClose);
  const send = () =>
    save(({ name, notes, isActive }) => {
      const body = { name, notes: typedText(notes), isActive, lines: parts.map(lineOf) };
      return kit ? api.patch(`/kits/${kit.id}`, body, { ifMatch: kit.version }) : api.post('/kits', body);
    });
  const change = (key: number, patch: Partial<Part>) =>
    setParts((now) => now.map((part) => (part.key === key ? { ...part, ...patch } : part)));
  const nextKey = Math.max(0, ...parts.map(({ key }) => key)) + 1;
  return (
    <DialogForm
      isCheckedByServer
      size="lg"
      title={kit ? words.kits.edit(kit.name) : words.kits.add}
      isBusy={form.isBusy}
      isReady={parts.length > 0}
      close={onClose}
      submit={send}
      removal={kit && isLead && <RemoveButton path={`/kits/${kit.id}`} name={kit.name} family="kits" done={onClose} />}
    >
      <TextInput label={money.name} required data-autofocus maxLength={200} {...form.text('name')} />
      {parts.map((part, place) => (
        <PartFields
          key={part.key}
          part={part}
          error={Object.entries(form.errors).find(([at]) => at.startsWith(`lines.${place}`))?.[1]}
          change={(patch) => change(part.key, patch)}
          remove={
            <Button
              variant="subtle"
              color="gray"
              aria-label={words.kits.removePart(place + 1)}
              onClick={() => setParts((now) => now.filter(({ key }) => key !== part.key))}
            >
              <IconTrash size={16} aria-hidden />
            </Button>
          }
        />
      ))}
      <Button
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={() => setParts((now) => [...now, emptyPart(nextKey)])}
      >
        {words.kits.addPart}
      </Button>
      <Textarea label={`${money.notes} (${common.optional})`} autosize minRows={2} maxLength={10_000} {...form.text('notes')} />
      {kit && <Checkbox label={words.isActive} {...form.flag('isActive')} />}
    </DialogForm>
  );
}

interface PartProps {
  part: Part;
  error: string | undefined;
  change: (patch: Partial<Part>) => void;
  remove: React.ReactNode;
}

function PartFields({ part, error, change, remove }: PartProps) {
  const words = useWords(stockWords);
  const kinds = useKindNames();
  const known = part.id ? { value: part.id, label: part.name } : null;
  const pick = { value: part.id, known, error, onChange: (id: string | null, name: string | null) => change({ id, name: name ?? '' }) };
  return (
    <div className="kit-part">
      <Select
        label={words.kits.type}
        allowDeselect={false}
        data={Object.entries(words.kits.types).map(([value, label]) => ({ value, label }))}
        value={part.type}
        onChange={(type) => change({ type: type as Part['type'], id: null })}
      />
      <div className="grid-2">
        {part.type === 'stock' && <StockItemPicker label={words.kits.item} {...pick} />}
        {part.type === 'licence' && <LicencePicker label={words.kits.licence} {...pick} />}
        {part.type === 'asset' && (
          <>
            <Select
              label={words.kits.deviceKind}
              allowDeselect={false}
              data={kinds}
              value={part.kind}
              error={error}
              onChange={(kind) => change({ kind: kind ?? 'computer' })}
            />
            <TextInput
              label={words.kits.model}
              value={part.model}
              maxLength={120}
              onChange={(event) => change({ model: event.currentTarget.value })}
            />
          </>
        )}
        {part.type !== 'licence' && (
          <TextInput
            inputMode="numeric"
            label={words.quantity}
            value={part.quantity}
            onChange={(event) => change({ quantity: event.currentTarget.value })}
          />
        )}
      </div>
      {remove}
    </div>
  );
}
