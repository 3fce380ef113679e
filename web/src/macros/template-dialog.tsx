import { Select, Textarea, TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { ChecklistTemplate, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { linesOf } from './macro-form.ts';
import { macroWords } from './macro-words.ts';

/** Adds a checklist for incidents, or edits one. */
export function TemplateDialog({ template, close }: { template: ChecklistTemplate | null; close: () => void }) {
  const words = useWords(macroWords);
  const common = useWords(commonWords);
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const form = useFields({ name: template?.name ?? '', serviceId: template?.serviceId ?? null, items: (template?.items ?? []).join('\n') });
  const send = async () => {
    const done = await form.submit(async (values) => {
      const body = { ...values, items: linesOf(values.items) };
      const path = '/checklist-templates';
      await (template ? api.patch(`${path}/${template.id}`, body, { ifMatch: template.version }) : api.post(path, body));
    });
    await refresh('checklist-templates');
    if (!done) return;
    toast(common.saved);
    close();
  };
  return (
    <DialogForm
      isCheckedByServer
      title={template ? words.editMacro(template.name) : words.addTemplate}
      isBusy={form.isBusy}
      close={close}
      submit={send}
      removal={
        template && (
          <RemoveButton path={`/checklist-templates/${template.id}`} name={template.name} family="checklist-templates" done={close} />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
      <Select
        label={words.service}
        placeholder={words.everyService}
        clearable
        searchable
        data={(services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={form.values.serviceId}
        onChange={(serviceId) => form.set({ serviceId })}
      />
      <Textarea label={words.lines} autosize minRows={5} maxRows={20} {...form.text('items')} />
    </DialogForm>
  );
}
