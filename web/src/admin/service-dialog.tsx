import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { ServiceField } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { FormEditor } from './form-editor.tsx';
import type { Service } from './service-level-types.ts';
import { serviceLevelWords } from './service-level-words.ts';
import { useServiceParts } from './services-page.tsx';

/** Adds a service, or edits one; what is left empty follows the default. */
export function ServiceDialog({ service, onClose }: { service: Service | null; onClose: () => void }) {
  const words = useWords(serviceLevelWords);
  const common = useWords(commonWords);
  const parts = useServiceParts();
  const form = useFields({
    name: service?.name ?? '',
    description: service?.description ?? '',
    supportGroupId: service?.supportGroupId ?? null,
    serviceLevelAgreementId: service?.serviceLevelAgreementId ?? null,
    serviceCalendarId: service?.serviceCalendarId ?? null,
    escalationPolicyId: service?.escalationPolicyId ?? null,
    isActive: service?.isActive ?? true,
    form: (service?.form ?? []) as ServiceField[],
  });
  const send = async () => {
    const done = await form.submit(async ({ description, isActive, form: fields, ...values }) => {
      const body = { ...values, description: description.trim() || null, form: fields.length > 0 ? fields : null };
      await (service
        ? api.patch(`/services/${service.id}`, { ...body, isActive }, { ifMatch: service.version })
        : api.post('/services', body));
    });
    if (!done) return;
    await refresh('services');
    toast(common.saved);
    onClose();
  };
  const optionsOf = (list: Array<{ id: string; name: string }>) => list.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <DialogForm
      isCheckedByServer
      title={service ? words.editService(service.name) : words.addService}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <Textarea label={`${words.description} (${common.optional})`} autosize minRows={2} {...form.text('description')} />
      <Select
        label={words.group}
        clearable
        placeholder={words.byDefault}
        data={optionsOf(parts.groups)}
        {...form.choice('supportGroupId')}
      />
      <Select
        label={words.agreement}
        clearable
        placeholder={words.byDefault}
        data={optionsOf(parts.agreements)}
        {...form.choice('serviceLevelAgreementId')}
      />
      <Select
        label={words.calendar}
        clearable
        placeholder={words.byDefault}
        data={optionsOf(parts.calendars)}
        {...form.choice('serviceCalendarId')}
      />
      <Select
        label={words.escalation}
        clearable
        placeholder={words.byDefault}
        data={optionsOf(parts.policies)}
        {...form.choice('escalationPolicyId')}
      />
      <FormEditor fields={form.values.form} errors={form.errors} onChange={(fields) => form.set({ form: fields })} />
      {service && <Switch label={words.isActive} {...form.flag('isActive')} />}
    </DialogForm>
  );
}
