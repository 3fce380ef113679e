import { Checkbox, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { LocationPicker } from '../ui/search-select.tsx';
import { typedNumber, typedText } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { commonWords } from '../ui/words.ts';
import { HolderField, type HolderType, holderOf } from './holder-field.tsx';
import type { StockItem } from './stock-types.ts';
import { stockWords } from './stock-words.ts';

export const movementActions = ['handed_out', 'received', 'returned', 'counted', 'corrected', 'moved'] as const;
export type MovementAction = (typeof movementActions)[number];

const begun = (item: StockItem, action: MovementAction) => ({
  quantity: action === 'corrected' || action === 'counted' ? '' : '1',
  holderType: 'person' as HolderType,
  holderId: null as string | null,
  shelfId: (action === 'counted' ? item.shelves[0]?.location?.id : null) ?? null,
  toShelfId: null as string | null,
  orderNumber: '',
  reason: '',
  isWrittenOff: false,
});
type Values = ReturnType<typeof begun>;

/** What the API is asked for, by what is done. */
function requestOf(action: MovementAction, values: Values): [path: string, body: object] {
  const { shelfId, toShelfId } = values;
  const quantity = typedNumber(values.quantity);
  const reason = typedText(values.reason);
  const holder = holderOf(values);
  switch (action) {
    case 'received':
      return ['receipts', { quantity, shelfId, reason, orderNumber: typedText(values.orderNumber) }];
    case 'handed_out':
      return ['hand-outs', { quantity, reason, ...holder, ...(shelfId && { shelfId }) }];
    case 'returned':
      return ['returns', { quantity, shelfId, reason, isWrittenOff: values.isWrittenOff, ...holder }];
    case 'counted':
      return ['counts', { counted: quantity, shelfId, reason }];
    case 'corrected':
      return ['corrections', { quantity, shelfId, reason }];
    case 'moved':
      return ['moves', { quantity, fromShelfId: shelfId, toShelfId, reason }];
  }
}

/** The server's name of a field, and the field of this form. */
const nameErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([at, message]) => {
      if (at === 'counted') return ['quantity', message];
      if (at === 'fromShelfId') return ['shelfId', message];
      return [/^(person|location|asset)Id$/.test(at) ? 'holderId' : at, message];
    }),
  );

/** One line of the ledger: what comes, goes, comes back, is counted, put right or carried elsewhere. */
export function MovementDialog({ item, action, onClose }: { item: StockItem; action: MovementAction; onClose: () => void }) {
  const words = useWords(stockWords);
  const common = useWords(commonWords);
  const form = useFields(begun(item, action), nameErrors);
  const save = useSaved(form, ['stock-items', 'stock-movements', 'people', 'assets'], onClose, words.done);
  const send = () =>
    save((values) => {
      const [path, body] = requestOf(action, values);
      return api.post(`/stock-items/${item.id}/${path}`, body);
    });
  const hasHolder = action === 'handed_out' || action === 'returned';
  const needsReason = action === 'corrected' || form.values.isWrittenOff;
  const label = action === 'counted' ? words.counted : action === 'corrected' ? words.difference : words.quantity;
  return (
    <DialogForm
      isCheckedByServer
      title={words.titles[action](item.name)}
      action={words.actions[action] as string}
      isBusy={form.isBusy}
      isReady={!hasHolder || form.values.holderId !== null}
      close={onClose}
      submit={send}
    >
      {hasHolder && <HolderField form={form} label={action === 'returned' ? words.fromWhom : words.toWhom} />}
      <TextInput inputMode="numeric" required data-autofocus={!hasHolder} label={label} {...form.text('quantity')} />
      {!form.values.isWrittenOff && <ShelfFields form={form} action={action} />}
      {action === 'received' && (
        <TextInput label={`${words.orderNumber} (${common.optional})`} maxLength={120} {...form.text('orderNumber')} />
      )}
      {action === 'returned' && <Checkbox label={words.isWrittenOff} {...form.flag('isWrittenOff')} />}
      <TextInput
        label={needsReason ? words.reason : `${words.reason} (${common.optional})`}
        required={needsReason}
        maxLength={500}
        {...form.text('reason')}
      />
    </DialogForm>
  );
}

function ShelfFields({ form, action }: { form: ReturnType<typeof useFields<Values>>; action: MovementAction }) {
  const words = useWords(stockWords);
  return (
    <>
      <LocationPicker
        label={action === 'moved' ? words.fromShelf : words.shelf}
        placeholder={action === 'handed_out' ? words.fullest : words.noShelf}
        value={form.values.shelfId}
        error={form.errors['shelfId']}
        onChange={(shelfId) => form.set({ shelfId })}
      />
      {action === 'moved' && (
        <LocationPicker
          label={words.toShelf}
          placeholder={words.noShelf}
          value={form.values.toShelfId}
          error={form.errors['toShelfId']}
          onChange={(toShelfId) => form.set({ toShelfId })}
        />
      )}
    </>
  );
}
