import { TextInput } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { CannedAnswer } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import { GroupSelect } from './macro-editor.tsx';
import { textsOf } from './macro-form.ts';
import { macroWords } from './macro-words.ts';
import { TextsFields } from './texts-fields.tsx';

/** Adds a canned answer, or edits one. */
export function AnswerDialog({ answer, close }: { answer: CannedAnswer | null; close: () => void }) {
  const words = useWords(macroWords);
  const common = useWords(commonWords);
  const form = useFields({
    name: answer?.name ?? '',
    shortcut: answer?.shortcut ?? '',
    supportGroupId: answer?.supportGroupId ?? null,
    texts: (answer?.texts ?? {}) as { en?: string | undefined; fr?: string | undefined },
  });
  const send = async () => {
    const done = await form.submit(async (values) => {
      const body = { ...values, texts: textsOf(values.texts) };
      await (answer ? api.patch(`/canned-answers/${answer.id}`, body, { ifMatch: answer.version }) : api.post('/canned-answers', body));
    });
    await refresh('canned-answers');
    if (!done) return;
    toast(common.saved);
    close();
  };
  const errors = {
    ...(form.errors['texts.en'] && { en: form.errors['texts.en'] }),
    ...(form.errors['texts.fr'] && { fr: form.errors['texts.fr'] }),
    ...(form.errors['texts'] && { en: form.errors['texts'] }),
  };
  return (
    <DialogForm
      isCheckedByServer
      title={answer ? words.editMacro(answer.name) : words.addAnswer}
      isBusy={form.isBusy}
      size="xl"
      close={close}
      submit={send}
      removal={answer && <RemoveButton path={`/canned-answers/${answer.id}`} name={answer.name} family="canned-answers" done={close} />}
    >
      <div className="grid-2">
        <TextInput label={words.name} required data-autofocus maxLength={120} {...form.text('name')} />
        <TextInput
          label={words.shortcut}
          description={words.shortcutHint}
          required
          maxLength={40}
          leftSection="/"
          {...form.text('shortcut')}
        />
      </div>
      <GroupSelect value={form.values.supportGroupId} onChange={(supportGroupId) => form.set({ supportGroupId })} />
      <TextsFields texts={form.values.texts} errors={errors} onChange={(texts) => form.set({ texts })} />
    </DialogForm>
  );
}
