import { Button, SegmentedControl } from '@mantine/core';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useDraft } from '../ui/draft.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { BilingualFields, isSaid, said, unsaid } from './bilingual-fields.tsx';
import { stageTones } from './due-news.tsx';
import type { Bilingual, Major, Stage } from './major-types.ts';
import { majorWords } from './major-words.ts';

const reread = () => refresh('major-incidents', 'service-status', 'announcements');

/** What was said to everybody, and the place to say more. */
export function News({ major }: { major: Major }) {
  const words = useWords(majorWords);
  return (
    <Card title={words.updates}>
      <div className="stack">
        {major.canLead && major.state === 'active' && <Publish major={major} />}
        <ol className="news">
          {major.updates.map((update) => (
            <Update key={update.id} major={major} update={update} />
          ))}
        </ol>
        {major.updates.length === 0 && <p className="muted small">{words.noNews}</p>}
      </div>
    </Card>
  );
}

interface Draft {
  stage: Stage | null;
  body: Bilingual;
}

function Publish({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const [draft, setDraft, clear] = useDraft<Draft>(`major:${major.id}`, { stage: null, body: unsaid });
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const stage = draft.stage ?? (major.stage === 'ended' ? 'monitoring' : major.stage);
  const publish = () =>
    act(async () => {
      const path = `/major-incidents/${major.id}/updates`;
      const { id } = await api.post<{ id: string }>(path, { stage, body: said(draft.body) });
      clear();
      const undo = () => api.delete(`${path}/${id}`).then(reread).catch(tell);
      toast(words.published, { undo });
      await reread();
    });
  return (
    <form
      className="fields publish"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid(draft.body) && !isBusy) void publish();
      }}
    >
      <SegmentedControl
        aria-label={words.stage}
        data={(['investigating', 'identified', 'monitoring'] as const).map((value) => ({ value, label: words.stages[value] as string }))}
        value={stage}
        onChange={(value) => setDraft((now) => ({ ...now, stage: value as Stage }))}
      />
      <BilingualFields legend={words.text} value={draft.body} onChange={(body) => setDraft((now) => ({ ...now, body }))} isLong />
      <div className="row between">
        <span className="small muted grow">{words.publishLead}</span>
        <Button type="submit" loading={isBusy} disabled={!isSaid(draft.body)}>
          {words.publish}
        </Button>
      </div>
    </form>
  );
}

function Update({ major, update }: { major: Major; update: Major['updates'][number] }) {
  const words = useWords(majorWords);
  const format = useFormats();
  const { language } = useLanguage();
  const [isBusy, act] = useAct();
  const takeBack = () =>
    act(async () => {
      await api.delete(`/major-incidents/${major.id}/updates/${update.id}`);
      toast(words.takenBack);
      await reread();
    });
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <li>
      <div className="row between">
        <span className="row tight">
          <Chip tone={stageTones[update.stage] ?? ''} dot>
            {words.stages[update.stage]}
          </Chip>
          <bdi className="small">{update.author.name}</bdi>
        </span>
        <span className="muted small" title={format.full(update.publishedAt)}>
          <Ago at={update.publishedAt} />
        </span>
      </div>
      <p className="typed">{update.body[language]}</p>
      {update.body[other] !== update.body[language] && (
        <p className="typed muted small" lang={other}>
          {update.body[other]}
        </p>
      )}
      {update.canTakeBack && major.canLead && (
        <button type="button" className="link small" disabled={isBusy} onClick={() => void takeBack()}>
          {words.takeBack}
        </button>
      )}
    </li>
  );
}
