import { Button, Checkbox, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Secret } from '../ui/secret.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Webhook, WebhookWithSecret } from './webhook-types.ts';
import { webhookWords } from './webhook-words.ts';

const firstFields = { name: '', url: '', events: [], supportGroupIds: [], serviceIds: [], includeInternal: false };
const fieldsOf = ({ name, url, events, supportGroupIds, serviceIds, includeInternal }: Webhook) => ({
  name,
  url,
  events,
  supportGroupIds,
  serviceIds,
  includeInternal,
});

/** Adds a webhook, showing its secret this once, or changes one. */
export function WebhookDialog({ webhook, onClose }: { webhook: Webhook | null; onClose: () => void }) {
  const words = useWords(webhookWords);
  const common = useWords(commonWords);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const form = useFields<ReturnType<typeof fieldsOf>>(webhook ? fieldsOf(webhook) : firstFields);
  const send = async () => {
    const done = await form.submit(async (values) => {
      if (webhook) await api.patch(`/webhooks/${webhook.id}`, values, { ifMatch: webhook.version });
      else setMade(await api.post<WebhookWithSecret>('/webhooks', values));
      await refresh('webhooks');
    });
    if (!done || !webhook) return;
    toast(common.saved);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={webhook ? words.editTitle(webhook.name) : words.add} closeOnClickOutside={!made} size="lg">
      {made ? (
        <div className="stack">
          <Secret label={words.secret} value={made.secret} hint={words.secretOnce} />
          <div className="form-actions">
            <Button onClick={onClose}>{common.close}</Button>
          </div>
        </div>
      ) : (
        <form
          noValidate
          className="fields"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
          <TextInput
            type="url"
            label={words.url}
            description={words.urlHint}
            placeholder="https://"
            required
            maxLength={2000}
            {...form.text('url')}
          />
          <Choices form={form} />
          <Checkbox label={words.internal} {...form.flag('includeInternal')} />
          <div className="form-actions">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" loading={form.isBusy}>
              {webhook ? common.save : words.add}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

type Form = ReturnType<typeof useFields<ReturnType<typeof fieldsOf>>>;

function Choices({ form }: { form: Form }) {
  const words = useWords(webhookWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups', { limit: 200 });
  const services = useGet<Page<{ id: string; name: string }>>('/services', { limit: 200 });
  const named = (items: Array<{ id: string; name: string }> = []) => items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <MultiSelect
        label={words.events}
        placeholder={form.values.events.length === 0 ? words.everyEvent : ''}
        searchable
        clearable
        data={Object.entries(words.kinds).map(([value, label]) => ({ value, label }))}
        value={form.values.events}
        onChange={(events) => form.set({ events: events as Webhook['events'] })}
        error={form.errors['events']}
      />
      <div className="grid-2">
        <MultiSelect
          label={words.groups}
          placeholder={form.values.supportGroupIds.length === 0 ? words.any : ''}
          searchable
          clearable
          data={named(groups.data?.items)}
          value={form.values.supportGroupIds}
          onChange={(supportGroupIds) => form.set({ supportGroupIds })}
          error={form.errors['supportGroupIds']}
        />
        <MultiSelect
          label={words.services}
          placeholder={form.values.serviceIds.length === 0 ? words.any : ''}
          searchable
          clearable
          data={named(services.data?.items)}
          value={form.values.serviceIds}
          onChange={(serviceIds) => form.set({ serviceIds })}
          error={form.errors['serviceIds']}
        />
      </div>
    </>
  );
}
