import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { PriorityMark } from '../ui/marks.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { AgreementRules, OperationalRules, priorities } from './agreement-rules.tsx';
import { agreementWords } from './agreement-words.ts';
import type { Agreement } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { useServiceParts } from './services-page.tsx';
import { nothing, type Option, type Target, TargetFields } from './target-fields.tsx';

const usual: Agreement['targets'] = {
  P1: { ...nothing, responseTarget: 'PT15M', resolutionTarget: 'PT4H' },
  P2: { ...nothing, responseTarget: 'PT1H', resolutionTarget: 'PT8H' },
  P3: { ...nothing, responseTarget: 'PT4H', resolutionTarget: 'PT24H' },
  P4: { ...nothing, responseTarget: 'PT8H', resolutionTarget: 'PT40H' },
};

const promises = ({ responseTarget, nextResponseTarget, resolutionTarget }: Target): boolean =>
  Boolean(responseTarget ?? nextResponseTarget ?? resolutionTarget);

/** What is promised: by rules, else by priority; and what support groups promise each other. */
export function AgreementDialog({ agreement, onClose }: { agreement: Agreement | null; onClose: () => void }) {
  const words = useWords(serviceLevelWords);
  const rules = useWords(agreementWords);
  const common = useWords(commonWords);
  const { calendars } = useServiceParts();
  const form = useFields({
    name: agreement?.name ?? '',
    calendarId: agreement?.calendarId ?? null,
    onReopen: agreement?.onReopen ?? ('continue' as const),
    isNextResponsePausing: agreement?.isNextResponsePausing ?? true,
    isDefault: agreement?.isDefault ?? false,
    rules: agreement?.rules ?? [],
    targets: agreement?.targets ?? usual,
    operational: agreement?.operational ?? [],
  });
  const { values, errors } = form;
  const calendarOptions = calendars.map(({ id, name }) => ({ value: id, label: name }));
  const send = async () => {
    const done = await form.submit(({ targets, ...fields }) => {
      const promised = Object.entries(targets).filter(([, target]) => promises(target));
      const body = { ...fields, targets: Object.fromEntries(promised) };
      return agreement
        ? api.patch(`/service-level-agreements/${agreement.id}`, body, { ifMatch: agreement.version })
        : api.post('/service-level-agreements', body);
    });
    if (!done) return;
    await refresh('service-level-agreements');
    toast(agreement ? rules.saved : common.saved);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="xl"
      title={agreement ? words.editAgreement(agreement.name) : words.addAgreement}
    >
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div className="grid-2">
          <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
          <Select label={words.calendar} clearable placeholder={words.byDefault} data={calendarOptions} {...form.choice('calendarId')} />
        </div>
        <AgreementRules
          items={values.rules}
          errors={errors}
          calendarOptions={calendarOptions}
          onChange={(next) => form.set({ rules: next })}
        />
        <TargetTable targets={values.targets} calendarOptions={calendarOptions} onChange={(targets) => form.set({ targets })} />
        {errors['targets'] && <p className="bad">{errors['targets']}</p>}
        <OperationalRules items={values.operational} errors={errors} onChange={(operational) => form.set({ operational })} />
        <Select
          label={words.onReopen}
          allowDeselect={false}
          data={Object.entries(words.reopen).map(([value, label]) => ({ value, label }))}
          {...form.choice('onReopen')}
        />
        <Switch label={rules.pausing} {...form.flag('isNextResponsePausing')} />
        <Switch label={words.isDefault} {...form.flag('isDefault')} />
        <div className="form-actions">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface TableProps {
  targets: Agreement['targets'];
  calendarOptions: Option[];
  onChange: (targets: Agreement['targets']) => void;
}

function TargetTable({ targets, calendarOptions, onChange }: TableProps) {
  const words = useWords(serviceLevelWords);
  const rules = useWords(agreementWords);
  const set = (priority: string, patch: Partial<Target>) =>
    onChange({ ...targets, [priority]: { ...(targets[priority] ?? nothing), ...patch } });
  return (
    <section className="stack tight" aria-label={rules.otherwise}>
      <h3>{rules.otherwise}</h3>
      <div className="targets">
        <span />
        {[words.response, rules.nextResponse, words.resolution, words.hours].map((label) => (
          <span className="muted small" key={label}>
            {label}
          </span>
        ))}
        {priorities.map((priority) => (
          <TargetRow
            key={priority}
            priority={priority}
            target={targets[priority] ?? nothing}
            {...{ calendarOptions }}
            onChange={(patch) => set(priority, patch)}
          />
        ))}
      </div>
    </section>
  );
}

interface RowProps {
  priority: (typeof priorities)[number];
  target: Target;
  calendarOptions: Option[];
  onChange: (patch: Partial<Target>) => void;
}

function TargetRow({ priority, ...fields }: RowProps) {
  return (
    <>
      <PriorityMark priority={priority} />
      <TargetFields name={priority} {...fields} />
    </>
  );
}
