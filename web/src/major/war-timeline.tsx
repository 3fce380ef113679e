import { Button, CloseButton, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { timelineWords } from '../incidents/timeline-words.ts';
import { Card, Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Major, TimelineLine } from './major-types.ts';
import { majorWords } from './major-words.ts';

/** What happened, in order, for now and for the post-mortem. */
export function WarTimeline({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const { language } = useLanguage();
  const timeline = useGet<Page<TimelineLine>>(`/major-incidents/${major.id}/timeline`, { language });
  return (
    <Card title={words.timeline}>
      <div className="stack">
        <Loaded query={timeline}>
          {({ items }) => (
            <ol className="war-timeline">
              {gathered(items).map((line) => (
                <Line key={`${line.source}${line.id}`} major={major} line={line} />
              ))}
            </ol>
          )}
        </Loaded>
        {major.state !== 'withdrawn' && <Note major={major} />}
      </div>
    </Card>
  );
}

interface GatheredLine extends TimelineLine {
  /** How often it happened in a row. */
  times: number;
}

/** The same thing done again and again by the same hand is one line that counts. */
function gathered(lines: TimelineLine[]): GatheredLine[] {
  const shown: GatheredLine[] = [];
  for (const line of lines) {
    const last = shown.at(-1);
    const isSame = last && !last.text && !line.text && last.kind === line.kind && last.actor.id === line.actor.id;
    if (isSame) last.times += 1;
    else shown.push({ ...line, times: 1 });
  }
  return shown;
}

function Line({ major, line }: { major: Major; line: GatheredLine }) {
  const words = useWords(majorWords);
  const history = useWords(timelineWords);
  const format = useFormats();
  const [isBusy, act] = useAct();
  const remove = () =>
    act(async () => {
      await api.delete(`/major-incidents/${major.id}/notes/${line.id}`);
      await refresh('major-incidents');
    });
  const deed =
    line.source === 'update'
      ? words.publishedStage(words.stages[line.kind] ?? line.kind)
      : line.source === 'major'
        ? (words.deeds[line.kind] ?? line.kind)
        : (history.alone[line.kind] ?? history.did[line.kind] ?? line.kind);
  const isAlone = line.source === 'incident' && line.kind in history.alone;
  return (
    <li className={`from-${line.source} kind-${line.kind}`}>
      <time dateTime={line.happenedAt} title={format.full(line.happenedAt)}>
        {format.moment(line.happenedAt)}
      </time>
      <div className="grow">
        {!isAlone && (
          <>
            <bdi className="who">{line.actor.id ? line.actor.name : history.someone}</bdi>{' '}
          </>
        )}
        {deed}
        {line.times > 1 && <span className="muted"> ×{line.times}</span>}
        {line.text && <div className="typed line-text">{line.text}</div>}
      </div>
      {line.canRemove && <CloseButton size="sm" aria-label={words.removeNote} disabled={isBusy} onClick={() => void remove()} />}
    </li>
  );
}

function Note({ major }: { major: Major }) {
  const words = useWords(majorWords);
  const [text, setText] = useState('');
  const [at, setAt] = useState('');
  const [isBusy, act] = useAct();
  const add = () =>
    act(async () => {
      await api.post(`/major-incidents/${major.id}/notes`, { text, ...(at && { happenedAt: new Date(at).toISOString() }) });
      setText('');
      setAt('');
      await refresh('major-incidents');
    });
  return (
    <form
      className="stack tight no-print"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !isBusy) void add();
      }}
    >
      <Textarea
        aria-label={words.note}
        placeholder={words.note}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim()) void add();
        }}
      />
      {text.trim() !== '' && (
        <div className="row between" style={{ alignItems: 'flex-end' }}>
          <TextInput
            size="xs"
            type="datetime-local"
            label={words.noteAt}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
          <Button size="compact-md" type="submit" loading={isBusy}>
            {words.addNote}
          </Button>
        </div>
      )}
    </form>
  );
}
