import { SegmentedControl } from '@mantine/core';
import { useGet } from '../api/queries.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { PageHead } from '../ui/states.tsx';
import { MailList, WaitingMails } from './mail-list.tsx';
import { MailPolicyCard } from './mail-policy-card.tsx';
import { mailWords } from './mail-words.ts';
import { MailboxesCard } from './mailboxes-card.tsx';
import { SendingCards } from './sending-cards.tsx';
import { useSection } from './use-section.ts';
import './mail.css';

/** Everything about mail for those who look after it: what waits, what came in, from where, and by which rules. */
export function MailPage() {
  const words = useWords(mailWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const [section, setSection] = useSection();
  const { data } = useGet<{ quarantined: number }>('/inbound-mails', { limit: 1 });
  const label = { ...words.sections, waiting: `${words.sections.waiting}${data?.quarantined ? ` (${data.quarantined})` : ''}` };
  const shown = (['waiting', 'all', ...(isAdmin ? ['mailboxes'] : []), 'sending', 'settings'] as const).map((value) => ({
    value,
    label: label[value as 'all'],
  }));
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <div className="stack">
        <div className="mail-sections">
          <SegmentedControl
            aria-label={words.sectionsLabel}
            data={shown}
            value={section}
            onChange={(value) => setSection(value as 'all')}
          />
        </div>
        {section === 'waiting' && <WaitingMails />}
        {section === 'all' && <MailList />}
        {section === 'mailboxes' && isAdmin && <MailboxesCard />}
        {section === 'sending' && <SendingCards />}
        {section === 'settings' && <MailPolicyCard />}
      </div>
    </>
  );
}
