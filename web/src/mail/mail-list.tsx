import { Select } from '@mantine/core';
import { IconMailCheck, IconRobot, IconShieldQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../api/queries.ts';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Empty, Listed } from '../ui/states.tsx';
import { MailDialog } from './mail-dialog.tsx';
import type { MailItem } from './mail-types.ts';
import { mailWords } from './mail-words.ts';

/** Mails that wait for a decision. */
export function WaitingMails() {
  const words = useWords(mailWords);
  const mails = useList<MailItem>('/inbound-mails', { status: 'quarantined', limit: 50 });
  return (
    <section className="card">
      <Listed query={mails} empty={<Empty title={words.nothingWaits}>{words.nothingWaitsText}</Empty>}>
        {(items) => <Lines items={items} />}
      </Listed>
    </section>
  );
}

/** All mails, the newest first, with what became of each. */
export function MailList() {
  const words = useWords(mailWords);
  const [outcome, setOutcome] = useState<string | null>(null);
  const mails = useList<MailItem>('/inbound-mails', { outcome, limit: 50 });
  return (
    <section className="card">
      <div className="card-head">
        <Select
          size="xs"
          aria-label={words.outcomeFilter}
          clearable
          placeholder={words.anyOutcome}
          data={Object.entries(words.outcomes).map(([value, label]) => ({ value, label }))}
          value={outcome}
          onChange={setOutcome}
        />
      </div>
      <Listed query={mails} empty={<Empty title={words.noMail}>{words.noMailText}</Empty>}>
        {(items) => <Lines items={items} />}
      </Listed>
    </section>
  );
}

function Lines({ items }: { items: MailItem[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <>
      <ul className="lines">
        {items.map((mail) => (
          <Line mail={mail} key={mail.id} open={() => setOpen(mail.id)} />
        ))}
      </ul>
      {open && <MailDialog id={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Line({ mail, open }: { mail: MailItem; open: () => void }) {
  const words = useWords(mailWords);
  return (
    <li className="mail-line">
      <div className="grow">
        <button type="button" className="row-link mail-open" onClick={open}>
          <bdi>{mail.subject || words.noSubject}</bdi>
        </button>
        <div className="muted small clip">
          <bdi>{mail.person?.name ?? mail.from.name ?? ''}</bdi> <bdi>{mail.from.address ?? '—'}</bdi>
        </div>
        {mail.reason && <div className="small">{words.reasons[mail.reason] ?? mail.reason}</div>}
      </div>
      {mail.isAutomatic && (
        <span title={words.steps['automatic']}>
          <IconRobot size={16} className="muted" aria-label={words.steps['automatic'] ?? ''} />
        </span>
      )}
      <Trust mail={mail} />
      <OutcomeChip mail={mail} />
      <span className="muted small one-line">
        <Ago at={mail.receivedAt} />
      </span>
    </li>
  );
}

function Trust({ mail }: { mail: MailItem }) {
  const words = useWords(mailWords);
  if (!mail.verification) return null;
  const title = mail.isTrusted && mail.verification !== 'pass' ? words.proven : (words.verification[mail.verification] ?? '');
  const Icon = mail.isTrusted ? IconMailCheck : IconShieldQuestion;
  return (
    <span title={title}>
      <Icon size={16} className={mail.isTrusted ? 'mail-trusted' : 'muted'} aria-label={title} />
    </span>
  );
}

const tones: Record<string, string> = { created: 'good', appended: 'good', quarantined: 'warn' };

export function OutcomeChip({ mail }: { mail: Pick<MailItem, 'status' | 'outcome'> }) {
  const words = useWords(mailWords);
  if (mail.status === 'discarded') return <Chip>{words.discarded}</Chip>;
  if (!mail.outcome) return <Chip>{words.inWork}</Chip>;
  return <Chip tone={tones[mail.outcome] ?? ''}>{words.outcomes[mail.outcome]}</Chip>;
}
