import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DurationSelect } from '../ui/duration-select.tsx';
import { PriorityMark } from '../ui/marks.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Agreement } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { serviceTime } from './service-time.ts';
import { useServiceParts } from './services-page.tsx';

export const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
const responses = ['PT15M', 'PT30M', 'PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT16H'];
const resolutions = ['PT1H', 'PT2H', 'PT4H', 'PT8H', 'PT16H', 'PT24H', 'PT40H', 'PT80H'];

type Target = Agreement['targets'][string];
const nothing: Target = { responseTarget: null, resolutionTarget: null, calendarId: null };

const usual: Agreement['targets'] = {
  P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H', calendarId: null },
  P2: { responseTarget: 'PT1H', resolutionTarget: 'PT8H', calendarId: null },
  P3: { responseTarget: 'PT4H', resolutionTarget: 'PT24H', calendarId: null },
  P4: { responseTarget: 'PT8H', resolutionTarget: 'PT40H', calendarId: null },
  P5: nothing,
};

/** What is promised for each priority, with hours of its own where it needs them. */
export function AgreementDialog({ agreement, onClose }: { agreement: Agreement | null; onClose: () => void }) {
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const { calendars } = useServiceParts();
  const form = useFields({
    name: agreement?.name ?? '',
    calendarId: agreement?.calendarId ?? null,
    onReopen: agreement?.onReopen ?? ('continue' as const),
    isDefault: agreement?.isDefault ?? false,
    targets: agreement?.targets ?? usual,
  });
  const calendarOptions = calendars.map(({ id, name }) => ({ value: id, label: name }));
  const send = async () => {
    const done = await form.submit(({ targets, ...values }) => {
      const promised = Object.entries(targets).filter(([, target]) => target.responseTarget ?? target.resolutionTarget);
      const body = { ...values, targets: Object.fromEntries(promised) };
      return agreement
        ? api.patch(`/service-level-agreements/${agreement.id}`, body, { ifMatch: agreement.version })
        : api.post('/service-level-agreements', body);
    });
    if (!done) return;
    await refresh('service-level-agreements');
    toast(common.saved);
    onClose();
  };
  const set = (priority: string, patch: Partial<Target>) =>
    form.set({ targets: { ...form.values.targets, [priority]: { ...(form.values.targets[priority] ?? nothing), ...patch } } });
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="lg"
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
        <section className="targets" aria-label={words.agreements}>
          <span />
          <span className="muted small">{words.response}</span>
          <span className="muted small">{words.resolution}</span>
          <span className="muted small">{words.hours}</span>
          {priorities.map((priority) => {
            const target = form.values.targets[priority] ?? nothing;
            return <TargetRow key={priority} {...{ priority, target, calendarOptions }} onChange={(patch) => set(priority, patch)} />;
          })}
        </section>
        {form.errors['targets'] && <p className="bad">{form.errors['targets']}</p>}
        <Select
          label={words.onReopen}
          allowDeselect={false}
          data={Object.entries(words.reopen).map(([value, label]) => ({ value, label }))}
          {...form.choice('onReopen')}
        />
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

interface RowProps {
  priority: (typeof priorities)[number];
  target: Target;
  calendarOptions: Array<{ value: string; label: string }>;
  onChange: (patch: Partial<Target>) => void;
}

function TargetRow({ priority, target, calendarOptions, onChange }: RowProps) {
  const words = useWords(serviceLevelWords);
  const say = serviceTime(useFormats());
  return (
    <>
      <PriorityMark priority={priority} />
      <DurationSelect
        aria-label={`${priority}: ${words.response}`}
        none={words.noPromise}
        say={say}
        choices={responses}
        value={target.responseTarget ?? ''}
        onChange={(value) => onChange({ responseTarget: value || null })}
      />
      <DurationSelect
        aria-label={`${priority}: ${words.resolution}`}
        none={words.noPromise}
        say={say}
        choices={resolutions}
        value={target.resolutionTarget ?? ''}
        onChange={(value) => onChange({ resolutionTarget: value || null })}
      />
      <Select
        aria-label={`${priority}: ${words.hours}`}
        clearable
        placeholder={words.usualHours}
        data={calendarOptions}
        value={target.calendarId}
        onChange={(calendarId) => onChange({ calendarId })}
      />
    </>
  );
}
