import { Button, Checkbox, NumberInput, Select, TagsInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { MailPolicy } from './mail-types.ts';
import { mailboxWords } from './mailbox-words.ts';

const mb = 1024 * 1024;

/** How mail is believed and what becomes of it; administrators change it, leads read it. */
export function MailPolicyCard() {
  const policy = useGet<MailPolicy>('/mail-policy');
  return <Loaded query={policy}>{(data) => <Form key={data.version} policy={data} />}</Loaded>;
}

function Form({ policy }: { policy: MailPolicy }) {
  const words = useWords(mailboxWords);
  const common = useWords(commonWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const { version, ...fields } = policy;
  const form = useFields(fields);
  const send = async () => {
    const isDone = await form.submit((values) => api.patch('/mail-policy', values, { ifMatch: version }));
    await refresh('mail-policy');
    if (isDone) toast(common.saved);
  };
  return (
    <Card title={words.settings}>
      <form
        noValidate
        className="fields mail-policy"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset disabled={!isAdmin} className="fields plain">
          <legend className="muted">{words.settingsLead}</legend>
          <Names form={form} field="authServers" label={words.authServers} hint={words.authServersHint} isLocked={!isAdmin} />
          <Names form={form} field="acceptedDomains" label={words.acceptedDomains} hint={words.acceptedDomainsHint} isLocked={!isAdmin} />
          <Select
            label={words.unknownSenders}
            allowDeselect={false}
            disabled={!isAdmin}
            data={Object.entries(words.unknownChoices).map(([value, label]) => ({ value, label }))}
            {...form.choice('unknownSenders')}
          />
          <NumberInput
            label={words.reopenDays}
            min={0}
            max={90}
            value={form.values.reopenDays}
            error={form.errors['reopenDays']}
            onChange={(days) => form.set({ reopenDays: Number(days) })}
          />
          <NumberInput
            label={words.maxSize}
            description={words.maxSizeHint}
            min={1}
            max={50}
            value={Math.round(form.values.maxBytes / mb)}
            error={form.errors['maxBytes']}
            onChange={(size) => form.set({ maxBytes: Number(size) * mb })}
          />
          <Checkbox label={words.acknowledge} {...form.flag('isAcknowledging')} />
        </fieldset>
        {isAdmin && (
          <div className="form-actions">
            <Button type="submit" loading={form.isBusy}>
              {common.save}
            </Button>
          </div>
        )}
      </form>
    </Card>
  );
}

type PolicyForm = ReturnType<typeof useFields<Omit<MailPolicy, 'version'>>>;

function Names(props: { form: PolicyForm; field: 'authServers' | 'acceptedDomains'; label: string; hint: string; isLocked: boolean }) {
  const { form, field, label, hint, isLocked } = props;
  const words = useWords(mailboxWords);
  const fault = Object.entries(form.errors).find(([at]) => at.split('.')[0] === field)?.[1];
  return (
    <TagsInput
      label={label}
      description={hint}
      placeholder={isLocked ? '' : words.add}
      disabled={isLocked}
      value={form.values[field]}
      error={fault}
      onChange={(names) => form.set({ [field]: names })}
    />
  );
}
