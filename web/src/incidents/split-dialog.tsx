import { Checkbox, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useList } from '../api/queries.ts';
import type { Incident, TimelineItem } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Listed } from '../ui/states.tsx';
import { toast, useTellProblem } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import type { Split } from './family-types.ts';
import { familyWords } from './family-words.ts';
import '@mantine/core/styles/Radio.layer.css';
import './family.css';

type Start = 'firstMessage' | 'now';
const isMovable = (item: TimelineItem): boolean => item.from === null && (item.comment !== null || item.kind === 'attached');
const keyOf = (item: TimelineItem): string => item.comment?.id ?? item.attachments[0]?.id ?? item.id;

/** Chooses messages and files that become another incident. */
export function SplitDialog({ incident, close }: { incident: Incident; close: () => void }) {
  const words = useWords(familyWords);
  const timeline = useList<TimelineItem>(`/incidents/${incident.id}/timeline`, { only: 'comments', limit: 200 });
  const items = timeline.items.filter(isMovable);
  const [chosen, setChosen] = useState<string[]>([]);
  const [title, setTitle] = useState('');
  const [startsAt, setStartsAt] = useState<Start>('firstMessage');
  const [isBusy, act] = useAct();
  const tell = useTellProblem();
  const submit = () =>
    act(async () => {
      const picked = items.filter((item) => chosen.includes(keyOf(item)));
      const split = await api.post<Split>(`/incidents/${incident.id}/splits`, {
        title,
        startsAt,
        commentIds: picked.flatMap(({ comment }) => comment?.id ?? []),
        attachmentIds: picked.flatMap((item) => (item.comment ? [] : item.attachments.map(({ id }) => id))),
      });
      await refresh('incidents');
      const undo = () =>
        api
          .delete(`/incidents/${incident.id}/splits/${split.id}`)
          .then(() => refresh('incidents'))
          .catch(tell);
      toast(words.done.split(split.incident.number), { undo });
      close();
    });
  const isReady = title.trim() !== '' && chosen.length > 0;
  return (
    <DialogForm title={words.splitTitle} action={words.split} isBusy={isBusy} isReady={isReady} close={close} submit={submit}>
      <p className="muted">{words.splitLead}</p>
      <TextInput
        label={words.splitName}
        data-autofocus
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Checkbox.Group label={words.splitWhat} value={chosen} onChange={setChosen}>
        <Listed query={{ ...timeline, items }} empty={<p className="muted">{words.nothingToSplit}</p>}>
          {(shown) => (
            <div className="split-list">
              {shown.map((item) => (
                <Message key={keyOf(item)} item={item} />
              ))}
            </div>
          )}
        </Listed>
      </Checkbox.Group>
      <Radio.Group label={words.startsAt} value={startsAt} onChange={(value) => setStartsAt(value as Start)}>
        <div className="stack tight">
          <Radio value="firstMessage" label={words.starts.firstMessage} />
          <Radio value="now" label={words.starts.now} />
        </div>
      </Radio.Group>
    </DialogForm>
  );
}

function Message({ item }: { item: TimelineItem }) {
  const words = useWords(familyWords);
  const format = useFormats();
  const names = item.attachments.map(({ name }) => name).join(', ');
  const text = item.comment?.body || `${words.file}: ${names}`;
  return (
    <Checkbox
      value={keyOf(item)}
      label={
        <span className="stack tight">
          <span className="small muted">
            <bdi>{item.actor.name}</bdi> · {format.moment(item.happenedAt)}
            {item.visibility === 'internal' && ` · ${words.internal}`}
          </span>
          <bdi className="split-text">{text}</bdi>
        </span>
      }
    />
  );
}
