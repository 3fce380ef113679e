import { Button, Select, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { asTyped, typedAmount } from '../ui/typed.ts';
import { useAct } from '../ui/use-act.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { today } from './day.ts';
import type { Repair } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { MoneyFields } from './money-fields.tsx';

/** A device is back: what came of it and what it cost. */
export function RepairEndDialog({ repair, onClose }: { repair: Repair; onClose: () => void }) {
  const words = useWords(financeWords);
  const form = useFields({
    outcome: 'repaired',
    finishedOn: today(),
    cost: asTyped(repair.cost),
    currency: repair.currency ?? 'EUR',
  });
  const save = useSaved(form, ['repairs', 'assets'], onClose);
  const send = () =>
    save(({ cost, ...values }) =>
      api.put(`/repairs/${repair.id}/return`, { ...values, cost: typedAmount(cost) }, { ifMatch: repair.version }),
    );
  return (
    <DialogForm
      isCheckedByServer
      title={words.repairs.endTitle(repair.number)}
      action={words.repairs.end}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={<CancelButton repair={repair} done={onClose} />}
    >
      <Select
        label={words.repairs.outcome}
        allowDeselect={false}
        data-autofocus
        data={Object.entries(words.repairs.outcomes).map(([value, label]) => ({ value, label }))}
        {...form.choice('outcome')}
      />
      <TextInput type="date" required label={words.repairs.finishedOn} {...form.text('finishedOn')} />
      <MoneyFields form={form} />
    </DialogForm>
  );
}

function CancelButton({ repair, done }: { repair: Repair; done: () => void }) {
  const words = useWords(financeWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const cancel = async () => {
    const { cancelAsk, cancelText, cancel: action } = words.repairs;
    if (!(await ask({ title: cancelAsk(repair.number), text: cancelText, action, isDangerous: true }))) return;
    if (await act(() => api.put(`/repairs/${repair.id}/cancellation`).then(() => refresh('repairs', 'assets')))) done();
  };
  return (
    <>
      <Button variant="subtle" color="red" loading={isBusy} onClick={() => void cancel()} style={{ marginInlineEnd: 'auto' }}>
        {words.repairs.cancel}
      </Button>
      {question}
    </>
  );
}
