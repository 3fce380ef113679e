import { Select, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { toast } from '../ui/toast.tsx';
import { useFields } from '../ui/use-fields.ts';
import { commonWords } from '../ui/words.ts';
import type { Article } from './answer-types.ts';
import { answerWords } from './answer-words.ts';

/** Writes a known answer or edits one. */
export function AnswerDialog({
  article,
  begun,
  onClose,
}: {
  article: Article | null;
  begun?: { title: string; body: string };
  onClose: () => void;
}) {
  const words = useWords(answerWords);
  const common = useWords(commonWords);
  const { language } = useLanguage();
  const isLead = hasRole(useMe(), 'lead');
  const [, go] = useLocation();
  const services = useGet<Page<{ id: string; name: string }>>('/services');
  const form = useFields({
    title: article?.title ?? begun?.title ?? '',
    body: article?.body ?? begun?.body ?? '',
    language: article?.language ?? language,
    serviceId: article?.serviceId ?? null,
    audience: article?.audience ?? 'everybody',
    isPublished: article?.isPublished ?? isLead,
  });
  const send = async () => {
    const isSent = await form.submit(async (values) => {
      const saved = await (article
        ? api.patch<Article>(`/articles/${article.id}`, values, { ifMatch: article.version })
        : api.post<Article>('/articles', values));
      await refresh('articles');
      toast(common.saved);
      onClose();
      go(links.answer(saved.id));
    });
    return isSent;
  };
  const removed = () => {
    onClose();
    go(links.answers());
  };
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <DialogForm
      isCheckedByServer
      title={article ? article.title : words.write}
      isBusy={form.isBusy}
      size="lg"
      close={onClose}
      submit={send}
      removal={
        article && (
          <RemoveButton path={`/articles/${article.id}`} name={article.title} family="articles" text={words.removeText} done={removed} />
        )
      }
    >
      <TextInput label={words.name} required data-autofocus maxLength={200} {...form.text('title')} />
      <Textarea label={words.body} required autosize minRows={6} maxRows={18} {...form.text('body')} />
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing={14}>
        <Select label={words.language} allowDeselect={false} data={options(words.languages)} {...form.choice('language')} />
        <Select
          label={words.service}
          clearable
          data={(services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          {...form.choice('serviceId')}
        />
        <Select label={words.audience} allowDeselect={false} data={options(words.audiences)} {...form.choice('audience')} />
      </SimpleGrid>
      <Switch label={words.isPublished} description={words.publishHint} disabled={!isLead} {...form.flag('isPublished')} />
    </DialogForm>
  );
}
