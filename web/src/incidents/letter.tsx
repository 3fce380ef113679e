import { ActionIcon, Button, Menu, Modal, Textarea } from '@mantine/core';
import { IconDots, IconHistory, IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { CommentRevision, Page, TimelineItem } from '../api/types.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Ago, Face } from '../ui/marks.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { Loaded } from '../ui/states.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import { AttachmentGrid } from './attachments.tsx';
import { ticketWords } from './ticket-words.ts';
import { timelineWords } from './timeline-words.ts';

/** For technicians alone, so employees do not download it. */
const LetterMail = lazy(async () => ({ default: (await import('../mail/letter-mail.tsx')).LetterMail }));

type Said = TimelineItem & { comment: NonNullable<TimelineItem['comment']> };

/** What somebody said, with what can be done about it. */
export function Letter({ item, incidentId }: { item: Said; incidentId: string }) {
  const words = useWords(timelineWords);
  const ticket = useWords(ticketWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const [isEditing, setEditing] = useState(false);
  const { comment } = item;
  const path = `/incidents/${item.from?.id ?? incidentId}/comments/${comment.id}`;
  return (
    <>
      <Face person={item.actor} large />
      <article>
        <header>
          <bdi>
            <strong>{item.actor.name}</strong>
          </bdi>
          {item.visibility === 'internal' && (
            <span className="internal-mark" title={words.internalHint}>
              <IconLock size={13} aria-hidden /> {words.internal}
            </span>
          )}
          <Origin origin={comment.origin} />
          {item.from && <span className="muted">{words.fromMerged(item.from.number)}</span>}
          <span className="muted when">
            {comment.editedAt && <span title={ticket.editedAt(String(comment.editedAt))}>{ticket.edited} · </span>}
            <Ago at={item.happenedAt} />
          </span>
          {!comment.deletedAt && <LetterMenu item={item} path={path} edit={() => setEditing(true)} />}
        </header>
        {comment.deletedAt ? (
          <p className="muted">
            <em>{ticket.deletedBy(comment.deletedBy ?? '')}</em>
          </p>
        ) : isEditing ? (
          <Correction comment={comment} path={path} close={() => setEditing(false)} />
        ) : (
          <RichText text={comment.body} names={comment.mentions.map(({ name }) => name)} />
        )}
        <AttachmentGrid attachments={item.attachments} />
        {!comment.deletedAt && isTechnician && (
          <Suspense fallback={null}>
            <LetterMail incidentId={incidentId} commentId={comment.id} />
          </Suspense>
        )}
      </article>
    </>
  );
}

function Origin({ origin }: { origin: Said['comment']['origin'] }) {
  const words = useWords(ticketWords);
  if (origin === 'person') return null;
  const names = { macro: words.byMacro, mail: words.byMail, automatic: words.automatic };
  return (
    <span className="origin-mark" title={origin === 'macro' ? words.byMacroHint : undefined}>
      {names[origin]}
    </span>
  );
}

function LetterMenu({ item, path, edit }: { item: Said; path: string; edit: () => void }) {
  const words = useWords(ticketWords);
  const me = useMe();
  const [question, ask] = useAsk();
  const [, act] = useAct();
  const [hasHistory, setHasHistory] = useState(false);
  const { canEdit, canDelete, editedAt } = item.comment;
  const canSeeHistory = editedAt !== null && hasRole(me, 'technician');
  if (!canEdit && !canDelete && !canSeeHistory) return null;
  const remove = async () => {
    if (!(await ask({ title: words.deleteTitle, text: words.deleteText, action: words.delete, isDangerous: true }))) return;
    await act(() => api.delete(path).then(() => refresh('incidents')));
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="sm" aria-label={words.letterActions(item.actor.name)}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {canEdit && (
            <Menu.Item leftSection={<IconPencil size={16} />} onClick={edit}>
              {words.edit}
            </Menu.Item>
          )}
          {canSeeHistory && (
            <Menu.Item leftSection={<IconHistory size={16} />} onClick={() => setHasHistory(true)}>
              {words.before}
            </Menu.Item>
          )}
          {canDelete && (
            <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={() => void remove()}>
              {words.delete}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {question}
      {hasHistory && <Revisions path={path} close={() => setHasHistory(false)} />}
    </>
  );
}

function Correction({ comment, path, close }: { comment: Said['comment']; path: string; close: () => void }) {
  const words = useWords(ticketWords);
  const common = useWords(commonWords);
  const [body, setBody] = useState(comment.body);
  // The version that was on screen when the correction began.
  const [version] = useState(comment.version);
  const [isBusy, act] = useAct();
  const save = async () => {
    const mentionIds = comment.mentions.filter(({ name }) => body.includes(`@${name}`)).map(({ id }) => id);
    if (await act(() => api.patch(path, { body, mentionIds }, { ifMatch: version }).then(() => refresh('incidents')))) close();
  };
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Textarea
        aria-label={words.edit}
        autosize
        minRows={2}
        autoFocus
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      />
      <div className="row tight">
        <Button type="submit" size="xs" loading={isBusy} disabled={body.trim() === ''}>
          {words.saveCorrection}
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}

function Revisions({ path, close }: { path: string; close: () => void }) {
  const words = useWords(ticketWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const query = useGet<Page<CommentRevision>>(`${path}/revisions`);
  return (
    <Modal opened onClose={close} title={words.before} closeButtonProps={{ 'aria-label': common.close }}>
      <Loaded query={query} lines={2}>
        {({ items }) => (
          <div className="stack">
            {items.map(({ version, body, writtenAt }) => (
              <figure key={version}>
                <figcaption className="small muted">{format.moment(writtenAt)}</figcaption>
                <div className="typed">{body}</div>
              </figure>
            ))}
          </div>
        )}
      </Loaded>
    </Modal>
  );
}
