import { Button, Checkbox, CloseButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Face } from '../ui/marks.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { Card } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { Major } from './major-types.ts';
import { majorWords } from './major-words.ts';

type Phase = 'response' | 'review';

/** What is to be done now, in a card. */
export function Tasks({ major, phase }: { major: Major; phase: Phase }) {
  const words = useWords(majorWords);
  return (
    <Card title={words.tasks}>
      <TaskList major={major} phase={phase} />
    </Card>
  );
}

/** Tasks to tick off, and one more. */
export function TaskList({ major, phase }: { major: Major; phase: Phase }) {
  const words = useWords(majorWords);
  const common = useWords(commonWords);
  const path = `/major-incidents/${major.id}/tasks`;
  const [title, setTitle] = useState('');
  const [assigneeId, setAssignee] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [isBusy, act] = useAct();
  const tasks = major.tasks.filter((task) => task.phase === phase);
  const run = (work: () => Promise<unknown>) =>
    act(async () => {
      await work();
      await refresh('major-incidents');
    });
  const add = () =>
    run(async () => {
      await api.post(path, { title, phase, assigneeId });
      setTitle('');
      setAssignee(null);
      setRound(round + 1);
    });
  return (
    <div className="stack tight">
      <ul className="side-list" hidden={tasks.length === 0}>
        {tasks.map((task) => (
          <li key={task.id} className="row nowrap">
            <Checkbox
              className="grow"
              label={<bdi className={task.doneAt ? 'struck' : ''}>{task.title}</bdi>}
              checked={task.doneAt !== null}
              disabled={isBusy}
              onChange={(event) => void run(() => api.patch(`${path}/${task.id}`, { isDone: event.currentTarget.checked }))}
            />
            {task.assignee && (
              <span title={task.assignee.name}>
                <Face person={task.assignee} />
                <span className="hidden-visually">{task.assignee.name}</span>
              </span>
            )}
            <CloseButton
              size="sm"
              aria-label={words.removeTask(task.title)}
              disabled={isBusy}
              onClick={() => void run(() => api.delete(`${path}/${task.id}`))}
            />
          </li>
        ))}
      </ul>
      <form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() && !isBusy) void add();
        }}
      >
        <TextInput
          size="xs"
          aria-label={words.addTask}
          placeholder={words.addTask}
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        {title.trim() !== '' && (
          <div className="row nowrap">
            <TechnicianPicker
              key={round}
              className="grow"
              size="xs"
              aria-label={words.assignTask}
              placeholder={words.assignTask}
              value={assigneeId}
              onChange={setAssignee}
            />
            <Button size="compact-sm" type="submit" loading={isBusy}>
              {common.add}
            </Button>
          </div>
        )}
      </form>
    </div>
  );
}
