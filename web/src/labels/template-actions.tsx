import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import type { LabelForm, Template } from './label-form.ts';
import { labelWords } from './label-words.ts';

/** Keeps paper and design under a name, or what was changed in the template that is chosen. */
export function TemplateActions({
  form,
  template,
  choose,
}: {
  form: LabelForm;
  template: Template | undefined;
  choose: (id: string) => void;
}) {
  const words = useWords(labelWords);
  const [isSaving, setSaving] = useState<'new' | 'old' | null>(null);
  const isChanged = template && JSON.stringify([template.paper, template.design]) !== JSON.stringify([form.paper, form.design]);
  return (
    <div className="row">
      <Button variant="default" size="compact-sm" leftSection={<IconDeviceFloppy size={15} aria-hidden />} onClick={() => setSaving('new')}>
        {words.saveTemplate}
      </Button>
      {template && (
        <Button variant="subtle" size="compact-sm" onClick={() => setSaving('old')}>
          {isChanged ? words.updateTemplate : template.name}
        </Button>
      )}
      {isSaving && (
        <TemplateDialog form={form} template={isSaving === 'old' ? template : undefined} close={() => setSaving(null)} choose={choose} />
      )}
    </div>
  );
}

interface DialogProps {
  form: LabelForm;
  template: Template | undefined;
  close: () => void;
  choose: (id: string) => void;
}

function TemplateDialog({ form: { paper, design }, template, close, choose }: DialogProps) {
  const words = useWords(labelWords);
  const form = useFields({ name: template?.name ?? '', isDefault: template?.isDefault ?? false });
  const save = async () => {
    let saved: Template | undefined;
    const done = await form.submit(async (values) => {
      const body = { ...values, paper, design };
      saved = template
        ? await api.patch<Template>(`/label-templates/${template.id}`, body, { ifMatch: template.version })
        : await api.post<Template>('/label-templates', body);
    });
    if (!done || !saved) return;
    await refresh('label-templates', 'assets');
    choose(saved.id);
    toast(words.saved(saved.name));
    close();
  };
  return (
    <DialogForm
      title={template ? words.updateTemplate : words.saveTemplate}
      isBusy={form.isBusy}
      isReady={form.values.name.trim() !== ''}
      close={close}
      submit={save}
      removal={
        template && (
          <RemoveButton
            path={`/label-templates/${template.id}`}
            name={template.name}
            family="label-templates"
            done={() => {
              choose('own');
              close();
            }}
          />
        )
      }
    >
      <TextInput data-autofocus label={words.templateName} required maxLength={80} {...form.text('name')} />
      <Checkbox label={words.isDefault} {...form.flag('isDefault')} />
    </DialogForm>
  );
}
