import { ActionIcon, Button, Menu, Modal, Select, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Macro, Page, SupportGroup } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { ActionEditor } from './action-editor.tsx';
import './macros.css';
import { RemoveButton } from '../ui/remove-button.tsx';
import { type ActionRow, actionsOf, addable, freshRow, kindOf, rowOf } from './macro-form.ts';
import { macroWords } from './macro-words.ts';

/** Adds a macro, or edits one. */
export function MacroEditor({ macro, close }: { macro: Macro | null; close: () => void }) {
  const words = useWords(macroWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: macro?.name ?? '',
    supportGroupId: macro?.supportGroupId ?? null,
    actions: (macro?.actions ?? []).map(rowOf),
  });
  const { actions } = form.values;
  const send = async () => {
    const done = await form.submit(async ({ actions: rows, ...values }) => {
      const body = { ...values, actions: actionsOf(rows) };
      await (macro ? api.patch(`/macros/${macro.id}`, body, { ifMatch: macro.version }) : api.post('/macros', body));
    });
    await refresh('macros');
    if (!done) return;
    toast(common.saved);
    close();
  };
  return (
    <Modal opened onClose={close} title={macro ? words.editMacro(macro.name) : words.addMacro} size="xl">
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
          <GroupSelect value={form.values.supportGroupId} onChange={(supportGroupId) => form.set({ supportGroupId })} />
        </div>
        <Actions rows={actions} errors={form.errors} onChange={(rows) => form.set({ actions: rows })} />
        <div className="form-actions">
          {macro && <RemoveButton path={`/macros/${macro.id}`} name={macro.name} family="macros" done={close} />}
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={actions.length === 0}>
            {common.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Errors of one action: `actions.2.texts.en` becomes `texts.en`. */
const errorsOf = (errors: Record<string, string>, index: number): Record<string, string> => {
  const beginning = `actions.${index}.`;
  return Object.fromEntries(
    Object.entries(errors).flatMap(([at, text]) => (at.startsWith(beginning) ? [[at.slice(beginning.length), text]] : [])),
  );
};

function Actions({ rows, errors, onChange }: { rows: ActionRow[]; errors: Record<string, string>; onChange: (rows: ActionRow[]) => void }) {
  const words = useWords(macroWords);
  return (
    <fieldset className="stack macro-actions">
      <legend className="hidden-visually">{words.actions}</legend>
      <strong aria-hidden="true">{words.actions}</strong>
      {rows.map(({ key, action }, index) => (
        <section key={key} className="card padded stack tight" aria-label={words.types[kindOf(action)]}>
          <div className="row between nowrap">
            <strong>{words.types[kindOf(action)]}</strong>
            <ActionIcon
              aria-label={words.removeAction(words.types[kindOf(action)] ?? '')}
              onClick={() => onChange(rows.filter((row) => row.key !== key))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </div>
          <ActionEditor
            action={action}
            errors={errorsOf(errors, index)}
            onChange={(next) => onChange(rows.map((row) => (row.key === key ? { key, action: next } : row)))}
          />
        </section>
      ))}
      {errors['actions'] && <p className="small bad">{errors['actions']}</p>}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
            {words.addAction}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {addable(rows).map((kind) => (
            <Menu.Item key={kind} onClick={() => onChange([...rows, freshRow(kind)])}>
              {words.types[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </fieldset>
  );
}

/** The support group that alone uses something, or every group. */
export function GroupSelect({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const words = useWords(macroWords);
  const groups = useGet<Page<SupportGroup>>('/support-groups');
  return (
    <Select
      label={words.group}
      placeholder={words.everyGroup}
      clearable
      data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  );
}
