import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useKindNames } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { asTyped, typedNumber } from '../ui/typed.ts';
import { useFields } from '../ui/use-fields.ts';
import { useSaved } from '../ui/use-saved.ts';
import { today } from './day.ts';
import type { Plan, PlanPreview } from './finance-types.ts';
import { financeWords } from './finance-words.ts';
import { useMonthNames } from './pickers.tsx';
import { YearsTable } from './years-table.tsx';

const begun = (plan: Plan | null) => ({
  name: plan?.name ?? '',
  method: plan?.method ?? 'straight_line',
  lifeMonths: asTyped(plan?.lifeMonths ?? 36),
  salvagePercent: asTyped(plan?.salvagePercent ?? 0),
  proRata: plan?.proRata ?? 'days',
  factor: asTyped(plan?.factor ?? 2),
  isSwitching: plan?.isSwitching ?? true,
  isEndingWithFiscalYear: plan?.isEndingWithFiscalYear ?? false,
  fiscalYearStartsIn: String(plan?.fiscalYearStartsIn ?? 1),
  kinds: plan?.kinds ?? [],
});

type Values = ReturnType<typeof begun>;

const bodyOf = ({ lifeMonths, salvagePercent, factor, fiscalYearStartsIn, ...values }: Values) => ({
  ...values,
  lifeMonths: typedNumber(lifeMonths),
  salvagePercent: typedNumber(salvagePercent) ?? 0,
  factor: values.method === 'declining_balance' ? typedNumber(factor) : null,
  fiscalYearStartsIn: Number(fiscalYearStartsIn),
});

const optionsOf = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }));

/** Adds a depreciation plan, or edits one, and shows what it does to a thing bought today. */
export function PlanDialog({ plan, onClose }: { plan: Plan | null; onClose: () => void }) {
  const words = useWords(financeWords);
  const months = useMonthNames();
  const kinds = useKindNames();
  const form = useFields(begun(plan));
  const save = useSaved(form, ['depreciation-plans', 'assets', 'finance'], onClose);
  const send = () =>
    save((values) => {
      const body = bodyOf(values);
      return plan ? api.patch(`/depreciation-plans/${plan.id}`, body, { ifMatch: plan.version }) : api.post('/depreciation-plans', body);
    });
  const { plans } = words;
  return (
    <DialogForm
      isCheckedByServer
      size="lg"
      title={plan ? plans.edit(plan.name) : plans.add}
      isBusy={form.isBusy}
      close={onClose}
      submit={send}
      removal={plan && <RemoveButton path={`/depreciation-plans/${plan.id}`} name={plan.name} family="depreciation-plans" done={onClose} />}
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <div className="grid-2">
        <Select label={plans.method} allowDeselect={false} data={optionsOf(plans.methods)} {...form.choice('method')} />
        <TextInput inputMode="numeric" required label={plans.lifeMonths} {...form.text('lifeMonths')} />
        <TextInput inputMode="decimal" label={plans.salvagePercent} {...form.text('salvagePercent')} />
        {form.values.method === 'declining_balance' && <TextInput inputMode="decimal" label={plans.factor} {...form.text('factor')} />}
        <Select label={plans.fiscalYearStartsIn} allowDeselect={false} data={months} {...form.choice('fiscalYearStartsIn')} />
      </div>
      <Select label={plans.proRata} allowDeselect={false} data={optionsOf(plans.proRatas)} {...form.choice('proRata')} />
      {form.values.method === 'declining_balance' && <Checkbox label={plans.isSwitching} {...form.flag('isSwitching')} />}
      <Checkbox label={plans.isEndingWithFiscalYear} {...form.flag('isEndingWithFiscalYear')} />
      <MultiSelect
        label={plans.kinds}
        data={kinds}
        value={form.values.kinds}
        error={Object.entries(form.errors).find(([at]) => at.startsWith('kinds'))?.[1]}
        onChange={(chosen) => form.set({ kinds: chosen })}
      />
      <Preview values={form.values} />
    </DialogForm>
  );
}

const sample = 1000;

function Preview({ values }: { values: Values }) {
  const words = useWords(financeWords);
  const format = useFormats();
  const { name: _name, kinds: _kinds, ...terms } = bodyOf(values);
  const [asked] = useDebouncedValue(JSON.stringify({ plan: terms, cost: sample, startOn: today() }), 300);
  const preview = useQuery({
    queryKey: ['depreciation-preview', asked],
    queryFn: () => api.post<PlanPreview>('/depreciation-plans/preview', JSON.parse(asked)),
    placeholderData: (previous) => previous,
    retry: false,
  });
  if (!preview.data || preview.error) return null;
  return (
    <section aria-label={words.plans.preview(format.money(sample, 'EUR'))}>
      <p className="muted small">{words.plans.preview(format.money(sample, 'EUR'))}</p>
      <YearsTable years={preview.data.years} currency="EUR" />
    </section>
  );
}
