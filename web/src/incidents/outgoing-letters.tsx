import { Button, Progress } from '@mantine/core';
import { IconCloudUpload, IconPaperclip } from '@tabler/icons-react';
import { inPageLanguage } from '../api/problem.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Face } from '../ui/marks.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { flush, type Outgoing, takeBack, useOutgoing, useShare } from './outgoing.ts';
import { ticketWords } from './ticket-words.ts';

/** Messages on their way: they stand where they will be read. */
export function OutgoingLetters({ incidentId }: { incidentId: string }) {
  const messages = useOutgoing(incidentId);
  if (messages.length === 0) return null;
  return (
    <ol className="thread outgoing">
      {messages.map((message) => (
        <li key={message.key} className={`letter ${message.visibility}`}>
          <OutgoingLetter message={message} />
        </li>
      ))}
    </ol>
  );
}

function OutgoingLetter({ message }: { message: Outgoing }) {
  const words = useWords(ticketWords);
  const me = useMe();
  const share = useShare(message.key);
  const back = async () => {
    const files = await takeBack(message.key);
    window.dispatchEvent(new CustomEvent('coulisse:insert', { detail: { text: message.body, files, mode: message.visibility } }));
  };
  return (
    <>
      <Face person={me} large />
      <article>
        <header>
          <bdi>
            <strong>{me.name}</strong>
          </bdi>
          <span className={`row tight small ${message.state === 'refused' ? 'bad' : 'muted'}`} role="status">
            <IconCloudUpload size={15} aria-hidden />
            {message.state === 'refused'
              ? `${words.refused} ${inPageLanguage(message.problem ?? '')}`
              : message.state === 'waiting'
                ? words.waiting
                : share !== null
                  ? words.uploading(Math.round(share * 100))
                  : words.sending}
          </span>
        </header>
        <RichText text={message.body} />
        {message.fileNames.length > 0 && (
          <p className="row tight small muted">
            <IconPaperclip size={15} aria-hidden /> {message.fileNames.join(', ')}
          </p>
        )}
        {share !== null && <Progress value={share * 100} size="sm" aria-label={words.uploading(Math.round(share * 100))} />}
        {message.state !== 'sending' && (
          <div className="row tight">
            {message.state === 'waiting' && (
              <Button size="compact-sm" variant="default" onClick={() => void flush()}>
                {words.sendNow}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={() => void back()}>
              {words.takeBack}
            </Button>
            {message.state === 'refused' && (
              <Button size="compact-sm" variant="subtle" color="red" onClick={() => void takeBack(message.key)}>
                {words.discard}
              </Button>
            )}
          </div>
        )}
      </article>
    </>
  );
}
