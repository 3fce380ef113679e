import { ActionIcon, Checkbox, Menu, TextInput } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { type DragEvent, type RefObject, useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { ChecklistItem, ChecklistTemplate, Incident, Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Face } from '../ui/marks.tsx';
import { TechnicianPicker } from '../ui/search-select.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { workWords } from './work-words.ts';

/** What is to be done on the incident, line by line. */
export function ChecklistCard({ incident, inputRef }: { incident: Incident; inputRef: RefObject<HTMLInputElement | null> }) {
  const words = useWords(workWords);
  const path = `/incidents/${incident.id}/checklist`;
  const query = useGet<Page<ChecklistItem>>(path);
  const [text, setText] = useState('');
  const [isBusy, act] = useAct();
  const change = (work: () => Promise<unknown>) => act(() => work().then(() => refresh('incidents')));
  const items = query.data?.items ?? [];
  const add = async () => {
    if (text.trim() !== '' && (await change(() => api.post(path, { text })))) setText('');
  };
  const move = (from: number, to: number) => {
    const ids = items.map(({ id }) => id);
    ids.splice(to, 0, ...ids.splice(from, 1));
    return change(() => api.put(path, { itemIds: ids }));
  };
  const done = items.filter(({ doneAt }) => doneAt).length;
  return (
    <Card
      title={words.checklist}
      actions={
        <>
          {items.length > 0 && <span className="small muted">{words.checklistProgress(done, items.length)}</span>}
          <Templates incident={incident} add={(templateId) => change(() => api.post(path, { templateId }))} />
        </>
      }
    >
      <Loaded query={query} lines={1}>
        {() => (
          <div className="stack tight">
            {items.length > 0 && <Lines items={items} path={path} change={change} move={move} />}
            <form
              onSubmit={(event) => {
                event.preventDefault();
                void add();
              }}
            >
              <TextInput
                ref={inputRef}
                size="xs"
                aria-label={words.newLine}
                placeholder={words.newLine}
                maxLength={300}
                disabled={isBusy && text !== ''}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
              />
            </form>
          </div>
        )}
      </Loaded>
    </Card>
  );
}

type Change = (work: () => Promise<unknown>) => Promise<boolean>;

function Lines({
  items,
  path,
  change,
  move,
}: {
  items: ChecklistItem[];
  path: string;
  change: Change;
  move: (from: number, to: number) => unknown;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = (event: DragEvent, to: number) => {
    event.preventDefault();
    if (dragged !== null && dragged !== to) void move(dragged, to);
    setDragged(null);
    setOver(null);
  };
  return (
    <ul className="checklist">
      {items.map((item, index) => (
        // The menu of each line moves it as well.
        <li
          key={item.id}
          className={`${item.doneAt ? 'done' : ''} ${over === index && dragged !== null ? 'over' : ''}`}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            setDragged(index);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(index);
          }}
          onDragEnd={() => setDragged(null)}
          onDrop={(event) => drop(event, index)}
        >
          <Line item={item} path={`${path}/${item.id}`} change={change} />
          <LineMenu
            item={item}
            path={`${path}/${item.id}`}
            change={change}
            up={index > 0 ? () => move(index, index - 1) : null}
            down={index < items.length - 1 ? () => move(index, index + 1) : null}
          />
        </li>
      ))}
    </ul>
  );
}

function Line({ item, path, change }: { item: ChecklistItem; path: string; change: Change }) {
  const words = useWords(workWords);
  // Ticked at once; the server's word comes a moment later.
  const [pending, setPending] = useState<boolean | null>(null);
  const isDone = pending ?? item.doneAt !== null;
  const toggle = async () => {
    setPending(!isDone);
    await change(() => api.patch(path, { isDone: !isDone }));
    setPending(null);
  };
  return (
    <>
      <Checkbox size="xs" mt={2} aria-label={item.text} checked={isDone} onChange={() => void toggle()} />
      <span className="check-text">
        <bdi>{item.text}</bdi>
        {item.doneBy && <span className="small muted"> · {words.doneBy(item.doneBy.name)}</span>}
      </span>
      {item.assignee && !item.doneAt && <Face person={item.assignee} />}
    </>
  );
}

interface LineMenuProps {
  item: ChecklistItem;
  path: string;
  change: Change;
  up: (() => unknown) | null;
  down: (() => unknown) | null;
}

function LineMenu({ item, path, change, up, down }: LineMenuProps) {
  const words = useWords(workWords);
  const [dialog, setDialog] = useState<'text' | 'assignee' | null>(null);
  const remove = async () => {
    if (!(await change(() => api.delete(path)))) return;
    const list = path.slice(0, path.lastIndexOf('/'));
    const undo = () => change(() => api.post(list, { text: item.text, assigneeId: item.assignee?.id ?? null }));
    toast(words.lineRemoved, { undo });
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={words.lineActions(item.text)}>
            <IconDots size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {up && <Menu.Item onClick={() => void up()}>{words.moveUp}</Menu.Item>}
          {down && <Menu.Item onClick={() => void down()}>{words.moveDown}</Menu.Item>}
          <Menu.Item onClick={() => setDialog('assignee')}>{words.assignLine}</Menu.Item>
          <Menu.Item onClick={() => setDialog('text')}>{words.editLine}</Menu.Item>
          <Menu.Item color="red" onClick={() => void remove()}>
            {words.removeLine}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'text' && <LineText item={item} path={path} change={change} close={() => setDialog(null)} />}
      {dialog === 'assignee' && <LineAssignee item={item} path={path} change={change} close={() => setDialog(null)} />}
    </>
  );
}

type LineDialogProps = Pick<LineMenuProps, 'item' | 'path' | 'change'> & { close: () => void };

function LineText({ item, path, change, close }: LineDialogProps) {
  const words = useWords(workWords);
  const [text, setText] = useState(item.text);
  const submit = async () => {
    if (await change(() => api.patch(path, { text }, { ifMatch: item.version }))) close();
  };
  return (
    <DialogForm title={words.editLine} action={words.editLine} isBusy={false} isReady={text.trim() !== ''} close={close} submit={submit}>
      <TextInput
        aria-label={words.editLine}
        data-autofocus
        maxLength={300}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </DialogForm>
  );
}

function LineAssignee({ item, path, change, close }: LineDialogProps) {
  const words = useWords(workWords);
  const [assigneeId, setAssigneeId] = useState(item.assignee?.id ?? null);
  const submit = async () => {
    if (await change(() => api.patch(path, { assigneeId }))) close();
  };
  return (
    <DialogForm title={words.assignLineTitle} action={words.assignLine} isBusy={false} close={close} submit={submit}>
      <TechnicianPicker
        aria-label={words.assignLineTitle}
        data-autofocus
        value={assigneeId}
        known={item.assignee && { value: item.assignee.id, label: item.assignee.name }}
        onChange={(id) => setAssigneeId(id)}
      />
    </DialogForm>
  );
}

/** Lists that are kept for incidents of this service, and for all. */
function Templates({ incident, add }: { incident: Incident; add: (templateId: string) => unknown }) {
  const words = useWords(workWords);
  const [isOpen, setOpen] = useState(false);
  const serviceId = incident.service?.id ?? 'none';
  const templates = useGet<Page<ChecklistTemplate>>('/checklist-templates', { serviceId }, { enabled: isOpen });
  return (
    <Menu position="bottom-end" onOpen={() => setOpen(true)}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={words.fromTemplate}>
          <IconPlus size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(templates.data?.items ?? []).map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => void add(id)}>
            {name}
          </Menu.Item>
        ))}
        {templates.data?.items.length === 0 && <Menu.Item disabled>{words.noTemplates}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
