import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, Route, Switch, useSearchParams } from 'wouter';
import { api } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Empty, Listed, Loaded, PageHead } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { AnswerDialog } from './answer-dialog.tsx';
import type { Article, ArticleItem } from './answer-types.ts';
import { answerWords } from './answer-words.ts';
import '../ui/desk.ts';
import './answers.css';

/** Everything under /answers. */
export function AnswerPages() {
  return (
    <div className="page narrow">
      <Switch>
        <Route path="/answers" component={AnswersPage} />
        <Route path="/answers/:id">{({ id }) => <AnswerPage key={id} id={id} />}</Route>
      </Switch>
    </div>
  );
}

function AnswersPage() {
  const words = useWords(answerWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const [params] = useSearchParams();
  const [q, setQ] = useState('');
  const articles = useList<ArticleItem>('/articles', { q });
  // A resolved incident hands over its words to begin with.
  const [isWriting, setIsWriting] = useState(params.has('title'));
  return (
    <>
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          isTechnician && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsWriting(true)}>
              {words.write}
            </Button>
          )
        }
      />
      <SearchField placeholder={words.search} value={q} onChange={setQ} />
      <section className="card">
        <Listed query={articles} empty={q ? <Empty title={words.noneFound} /> : <Empty title={words.none}>{words.noneText}</Empty>}>
          {(items) => (
            <ul className="lines answer-list">
              {items.map((item) => (
                <AnswerLine key={item.id} item={item} />
              ))}
            </ul>
          )}
        </Listed>
      </section>
      {isWriting && (
        <AnswerDialog
          article={null}
          begun={{ title: params.get('title') ?? '', body: params.get('body') ?? '' }}
          onClose={() => setIsWriting(false)}
        />
      )}
    </>
  );
}

function AnswerLine({ item }: { item: ArticleItem }) {
  const words = useWords(answerWords);
  return (
    <li>
      <Link href={links.answer(item.id)} className="row-link">
        {item.title}
      </Link>{' '}
      {!item.isPublished && <Chip>{words.draft}</Chip>} {item.audience === 'technicians' && <Chip>{words.forTechnicians}</Chip>}
      <p className="muted small" lang={item.language}>
        {item.excerpt}
      </p>
    </li>
  );
}

function AnswerPage({ id }: { id: string }) {
  const article = useGet<Article>(`/articles/${id}`);
  return <Loaded query={article}>{(data) => <OneAnswer article={data} />}</Loaded>;
}

function OneAnswer({ article }: { article: Article }) {
  const words = useWords(answerWords);
  const format = useFormats();
  const [isEditing, setIsEditing] = useState(false);
  const counts = [
    article.helpful > 0 && words.helped(article.helpful),
    article.deflections > 0 && words.spared(article.deflections),
  ].filter(Boolean);
  return (
    <>
      <PageHead
        back={{ href: links.answers(), label: words.back }}
        title={article.title}
        lead={[words.changed(format.ago(article.updatedAt)), ...counts].join(' · ')}
        actions={
          article.canWrite && (
            <Button variant="default" onClick={() => setIsEditing(true)}>
              {words.edit}
            </Button>
          )
        }
      />
      <section className="card padded stack">
        <div className="typed answer-body" lang={article.language}>
          {article.body}
        </div>
        <Vote article={article} />
      </section>
      {isEditing && <AnswerDialog article={article} onClose={() => setIsEditing(false)} />}
    </>
  );
}

function Vote({ article }: { article: Article }) {
  const words = useWords(answerWords);
  const [isBusy, act] = useAct();
  const vote = (isHelpful: boolean) =>
    act(async () => {
      await api.put(`/articles/${article.id}/vote`, { isHelpful });
      await refresh('articles');
    });
  return (
    <fieldset className="row tight" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="hidden-visually">{words.question}</legend>
      <span className="muted">{article.myVote === null ? words.question : words.thanks}</span>
      {[true, false].map((isHelpful) => (
        <Button
          key={String(isHelpful)}
          size="compact-md"
          variant={article.myVote === isHelpful ? 'light' : 'default'}
          aria-pressed={article.myVote === isHelpful}
          disabled={isBusy}
          onClick={() => void vote(isHelpful)}
        >
          {isHelpful ? words.yes : words.no}
        </Button>
      ))}
    </fieldset>
  );
}
