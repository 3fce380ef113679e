import { IconDownload, IconMail, IconMailX, IconRobot, IconShieldQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useGet } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { dictionary, useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { Loaded } from '../ui/states.tsx';
import { MailWords } from './mail-dialog.tsx';
import type { IncidentMail, Mail, OutgoingMail } from './mail-types.ts';
import './mail.css';

const words = dictionary(
  {
    unverified: 'Unverified sender',
    unverifiedHint: 'Nothing proves that this mail comes from the person whom it names.',
    automatic: 'Written by a program',
    more: 'Whole mail',
    less: 'Only what is new',
    original: 'Original',
    sentTo: (names: string) => `Mailed to ${names}`,
    notSentTo: (name: string, why: string) => `Not mailed to ${name}: ${why}`,
    underWay: (names: string) => `On its way to ${names}`,
    states: {
      failed: 'it failed',
      suppressed: 'it was held back',
      cancelled: 'it was taken back',
      uncertain: 'it may not have arrived',
    } as Record<string, string>,
  },
  {
    unverified: 'Expéditeur non vérifié',
    unverifiedHint: 'Rien ne prouve que ce message vient de la personne qu’il nomme.',
    automatic: 'Écrit par un programme',
    more: 'Message entier',
    less: 'Seulement le nouveau',
    original: 'Original',
    sentTo: (names: string) => `Envoyé par courrier à ${names}`,
    notSentTo: (name: string, why: string) => `Pas envoyé à ${name} : ${why}`,
    underWay: (names: string) => `En route vers ${names}`,
    states: { failed: 'échec', suppressed: 'retenu', cancelled: 'repris', uncertain: 'peut-être pas arrivé' },
  },
);

interface IncidentMails {
  items: IncidentMail[];
  outgoing: OutgoingMail[];
}

/** Beside the words of an incident or a comment, for technicians: that they came by mail and who really sent it, or whom ours reached. */
export function LetterMail({ incidentId, commentId }: { incidentId: string; commentId: string | null }) {
  const isTechnician = hasRole(useMe(), 'technician');
  const { data } = useGet<IncidentMails>(`/incidents/${incidentId}/mails`, undefined, { enabled: isTechnician && incidentId !== '' });
  const mail = data?.items.find((one) => one.commentId === commentId && (commentId !== null || one.incidentId === incidentId));
  const sent = commentId ? (data?.outgoing.filter((one) => one.commentId === commentId) ?? []) : [];
  if (!mail && sent.length === 0) return null;
  return (
    <>
      {mail && <Received mail={mail} />}
      {sent.length > 0 && <Sent mails={sent} />}
    </>
  );
}

function Received({ mail }: { mail: IncidentMail }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className="mail-note small">
        {!mail.isTrusted && (
          <Chip tone="warn" title={w.unverifiedHint}>
            <IconShieldQuestion size={14} aria-hidden /> {w.unverified}
          </Chip>
        )}
        {mail.isAutomatic && (
          <Chip>
            <IconRobot size={14} aria-hidden /> {w.automatic}
          </Chip>
        )}
        <span className="muted">
          <IconMail size={14} aria-hidden /> <bdi>{mail.from.address}</bdi>
        </span>
        {mail.hasMore && (
          <button type="button" className="plain-link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? w.less : w.more}
          </button>
        )}
        <a href={`/api/v1/inbound-mails/${mail.id}/original`} download className="plain-link">
          <IconDownload size={14} aria-hidden /> {w.original}
        </a>
      </div>
      {isOpen && <Whole id={mail.id} />}
    </>
  );
}

function Whole({ id }: { id: string }) {
  const mail = useGet<Mail>(`/inbound-mails/${id}`);
  return (
    <Loaded query={mail} lines={2}>
      {(data) => <MailWords mail={data} />}
    </Loaded>
  );
}

function Sent({ mails }: { mails: OutgoingMail[] }) {
  const w = useWords(words);
  const name = (mail: OutgoingMail): string => mail.recipient?.name ?? '?';
  const names = (status: string[]): string =>
    mails
      .filter((mail) => status.includes(mail.status))
      .map(name)
      .join(', ');
  const arrived = names(['sent']);
  const moving = names(['pending', 'held', 'sending']);
  const lost = mails.filter(({ status }) => status in w.states);
  return (
    <div className="mail-note small muted">
      {arrived && (
        <span>
          <IconMail size={14} aria-hidden /> {w.sentTo(arrived)}
        </span>
      )}
      {moving && <span>{w.underWay(moving)}</span>}
      {lost.map((mail) => (
        <span key={mail.id} className="mail-error" title={mail.error ?? ''}>
          <IconMailX size={14} aria-hidden /> {w.notSentTo(name(mail), w.states[mail.status] ?? mail.status)}
        </span>
      ))}
    </div>
  );
}
