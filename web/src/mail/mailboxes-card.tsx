import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Page } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useAsk } from '../ui/ask.tsx';
import { Chip } from '../ui/icons.tsx';
import { Banner, Card, Empty, Loaded } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';
import { useAct } from '../ui/use-act.ts';
import { commonWords } from '../ui/words.ts';
import type { Mailbox, MailboxCheck } from './mail-types.ts';
import { MailboxDialog } from './mailbox-dialog.tsx';
import { mailboxWords } from './mailbox-words.ts';

/** The mailboxes that are read, and how it goes with each. */
export function MailboxesCard() {
  const words = useWords(mailboxWords);
  const mailboxes = useGet<Page<Mailbox>>('/mailboxes', {}, { refetchInterval: 10_000 });
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null);
  return (
    <Card
      flush
      title={words.mailboxes}
      actions={
        <Button size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEditing('new')}>
          {words.addMailbox}
        </Button>
      }
    >
      <Loaded query={mailboxes}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.noMailboxes}>{words.noMailboxesText}</Empty>
          ) : (
            <ul className="lines">
              {items.map((mailbox) => (
                <Line key={mailbox.id} mailbox={mailbox} edit={() => setEditing(mailbox)} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {editing && <MailboxDialog mailbox={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Card>
  );
}

const tones: Record<string, string> = { working: 'good', failing: 'danger', waiting: 'info' };

function Line({ mailbox, edit }: { mailbox: Mailbox; edit: () => void }) {
  const words = useWords(mailboxWords);
  const common = useWords(commonWords);
  const format = useFormats();
  const [question, ask] = useAsk();
  const [isBusy, act] = useAct();
  const [checked, setChecked] = useState<MailboxCheck | null>(null);
  const { progress, name } = mailbox;
  const remove = async () => {
    const isSure = await ask({ title: words.removeTitle(name), text: words.removeText, action: words.remove, isDangerous: true });
    if (isSure && (await act(() => api.delete(`/mailboxes/${mailbox.id}`).then(() => refresh('mailboxes'))))) toast(words.removed);
  };
  const check = () => act(async () => setChecked(await api.post<MailboxCheck>(`/mailboxes/${mailbox.id}/check`)));
  return (
    <li className="mail-box">
      {question}
      <div className="grow">
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <div className="muted small clip">
          {mailbox.username} · {mailbox.host}:{mailbox.port} · {mailbox.folder}
        </div>
        <div className="muted small">
          {[
            progress.succeededAt && words.lastSuccess(format.ago(progress.succeededAt)),
            progress.waiting > 0 && words.waitingOnServer(progress.waiting),
            progress.failures > 0 && words.failedTimes(progress.failures),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {progress.error && <div className="small mail-error">{progress.error}</div>}
        {checked && (
          <Banner tone={checked.isReachable ? 'good' : 'danger'}>
            {checked.isReachable ? words.checkGood(checked.messages ?? 0) : `${words.checkBad} ${checked.error}`}
          </Banner>
        )}
      </div>
      <Chip tone={tones[progress.state] ?? ''} dot>
        {words.states[progress.state]}
      </Chip>
      <div className="row tight">
        <Button size="compact-sm" variant="default" loading={isBusy} onClick={() => void check()}>
          {words.check}
        </Button>
        <Button size="compact-sm" variant="subtle" aria-label={words.editMailbox(name)} onClick={edit}>
          {common.edit}
        </Button>
        <Button size="compact-sm" variant="subtle" color="red" onClick={() => void remove()}>
          {words.remove}
        </Button>
      </div>
    </li>
  );
}
