import { Button, Modal, Select, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useAsk } from '../ui/ask.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
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
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));
  return (
    <Modal opened onClose={onClose} size="lg" title={article ? article.title : words.write}>
      <form
        noValidate
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
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
        <div className="form-actions">
          {article && <Remove article={article} onClose={onClose} />}
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

function Remove({ article, onClose }: { article: Article; onClose: () => void }) {
  const words = useWords(answerWords);
  const common = useWords(commonWords);
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [, go] = useLocation();
  const remove = async () => {
    if (!(await ask({ title: words.remove, text: words.removeText, action: common.remove, isDangerous: true }))) return;
    if (!(await act(() => api.delete(`/articles/${article.id}`)))) return;
    onClose();
    go(links.answers());
    await refresh('articles');
  };
  return (
    <>
      <Button variant="subtle" color="red" loading={isBusy} onClick={() => void remove()} className="push">
        {common.remove}
      </Button>
      {question}
    </>
  );
}
