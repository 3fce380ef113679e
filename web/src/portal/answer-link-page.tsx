import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { linkAnswer } from '../../../server/inbound-mail/inbound-mail-schemas.ts';
import { api } from '../api/client.ts';
import { refresh, useGet } from '../api/queries.ts';
import type { Answer } from '../api/types.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useAct } from '../ui/use-act.ts';
import { LinkPage } from './link-page.tsx';
import { linkWords } from './link-words.ts';

type MailLink = Answer<typeof linkAnswer>;

/** Confirm or reopen by the link of a mail. Opening it does nothing: programs that check mails follow every link. */
export function AnswerLinkPage({ token }: { token: string }) {
  const path = `/answers/${encodeURIComponent(token)}`;
  const query = useGet<MailLink>(path);
  return (
    <LinkPage query={query}>
      {(link) => (link.choices.length > 0 ? <Choice path={path} link={link} /> : <Decided status={link.incident.status} />)}
    </LinkPage>
  );
}

function Choice({ path, link }: { path: string; link: MailLink }) {
  const words = useWords(linkWords);
  const wanted = new URLSearchParams(window.location.search).get('choice');
  const [isReopening, setIsReopening] = useState(wanted === 'reopen');
  const [reason, setReason] = useState('');
  const [isBusy, act] = useAct();
  const choose = (choice: 'confirm' | 'reopen') =>
    act(async () => {
      await api.post(path, { choice, ...(reason.trim() && { reason: reason.trim() }) });
      await refresh('answers');
    });
  return (
    <div className="stack">
      <h2>{words.question}</h2>
      {link.incident.resolution && <p className="typed">{link.incident.resolution}</p>}
      {isReopening && (
        <Textarea
          label={words.what}
          autosize
          minRows={3}
          maxLength={2000}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      <div className="row">
        {!isReopening && (
          <Button color="#217a3b" loading={isBusy} onClick={() => void choose('confirm')}>
            {words.confirm}
          </Button>
        )}
        <Button
          variant={isReopening ? 'filled' : 'default'}
          loading={isBusy}
          onClick={() => (isReopening ? void choose('reopen') : setIsReopening(true))}
        >
          {words.reopen}
        </Button>
      </div>
    </div>
  );
}

function Decided({ status }: { status: string }) {
  const words = useWords(linkWords);
  const isOpen = ['new', 'in_progress', 'pending'].includes(status);
  return (
    <div className="stack" role="status">
      <h2>{status === 'closed' ? words.confirmed : isOpen ? words.reopened : words.decided}</h2>
      {status !== 'closed' && !isOpen && <p>{words.decidedText}</p>}
    </div>
  );
}
