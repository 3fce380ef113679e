import { Button, Modal, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Facts, Loaded } from '../ui/states.tsx';
import { MailActions } from './mail-actions.tsx';
import { MailFrame } from './mail-frame.tsx';
import { OutcomeChip } from './mail-list.tsx';
import type { Mail } from './mail-types.ts';
import { mailWords } from './mail-words.ts';

/** One mail: its words, who sent it, and the way that it took with the reason of each turn. */
export function MailDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useWords(mailWords);
  const mail = useGet<Mail>(`/inbound-mails/${id}`);
  return (
    <Modal opened onClose={onClose} size="xl" title={<bdi>{mail.data?.subject || words.noSubject}</bdi>}>
      <Loaded query={mail}>{(data) => <Shown mail={data} onClose={onClose} />}</Loaded>
    </Modal>
  );
}

function Shown({ mail, onClose }: { mail: Mail; onClose: () => void }) {
  const words = useWords(mailWords);
  const format = useFormats();
  const isLead = hasRole(useMe(), 'lead');
  const verification = mail.verification && (words.verification[mail.verification] ?? mail.verification);
  const trust = mail.isTrusted && mail.verification !== 'pass' ? words.proven : verification;
  return (
    <div className="stack">
      <div className="row">
        <OutcomeChip mail={mail} />
        {mail.reason && <span>{words.reasons[mail.reason] ?? mail.reason}</span>}
      </div>
      <Facts
        of={[
          [
            words.from,
            <bdi key="from">{[mail.from.name, mail.from.address && `<${mail.from.address}>`].filter(Boolean).join(' ') || '—'}</bdi>,
          ],
          [words.sender, trust],
          [words.received, format.moment(mail.receivedAt)],
          [words.source, mail.mailbox?.name ?? words.sources[mail.source]],
          [words.size, format.bytes(mail.sizeBytes)],
          [
            words.became,
            mail.incident && (
              <Link href={links.incident(mail.incident.number)} onClick={onClose}>
                {mail.incident.number} <bdi>{mail.incident.title}</bdi>
              </Link>
            ),
          ],
        ]}
      />
      <MailWords mail={mail} />
      <Way trace={mail.trace} />
      <div className="form-actions mail-acts">
        <Button component="a" href={mail.originalUrl} download variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {words.original}
        </Button>
        {isLead && <MailActions mail={mail} onDone={onClose} />}
      </div>
    </div>
  );
}

/** What was written, as text or as it was laid out. */
export function MailWords({ mail }: { mail: Pick<Mail, 'text' | 'html' | 'id'> }) {
  const words = useWords(mailWords);
  const [tab, setTab] = useState<string | null>('text');
  if (!mail.text && !mail.html) return null;
  return (
    <Tabs value={tab} onChange={setTab}>
      <Tabs.List>
        <Tabs.Tab value="text">{words.plain}</Tabs.Tab>
        {mail.html && <Tabs.Tab value="html">{words.formatted}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="text">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
        <section className="mail-text typed" dir="auto" tabIndex={0} aria-label={words.words}>
          {mail.text}
        </section>
      </Tabs.Panel>
      {mail.html && (
        <Tabs.Panel value="html">
          <MailFrame html={mail.html} title={words.formatted} />
          {mail.html.includes('data-remote-src') && <p className="muted small">{words.picturesBlocked}</p>}
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

function Way({ trace }: { trace: Mail['trace'] }) {
  const words = useWords(mailWords);
  const said = (step: string, result: string): string => {
    if (step === 'outcome') return words.outcomes[result] ?? result;
    if (step === 'stored') return words.sources[result] ?? result;
    return words.results[result] ?? result;
  };
  return (
    <section className="stack tight" aria-labelledby="mail-way">
      <h3 id="mail-way">{words.way}</h3>
      <ol className="mail-way">
        {trace.map(({ step, result, detail }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps never move
          <li key={index}>
            <span className="muted">{words.steps[step] ?? step}</span> <strong>{said(step, result)}</strong>
            {detail && step !== 'outcome' && <bdi className="muted small"> {words.details[detail] ?? detail}</bdi>}
          </li>
        ))}
      </ol>
    </section>
  );
}
