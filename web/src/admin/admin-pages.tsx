import { IconExternalLink } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { AgentsPage } from '../agents/agents-page.tsx';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { MacrosPage } from '../macros/macros-page.tsx';
import { MailPage } from '../mail/mail-page.tsx';
import { RulesPage } from '../routing-rules/rules-page.tsx';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { WebhookPage } from '../webhooks/webhook-page.tsx';
import { WebhooksPage } from '../webhooks/webhooks-page.tsx';
import { AbsencesPage } from './absences-page.tsx';
import { adminWords } from './admin-words.ts';
import { AgreementsPage } from './agreements-page.tsx';
import { AnnouncementsPage } from './announcements-page.tsx';
import { AuditPage } from './audit-page.tsx';
import { CalendarsPage } from './calendars-page.tsx';
import { EscalationPage } from './escalation-page.tsx';
import { LocationsPage } from './locations-page.tsx';
import { OnCallPage } from './on-call-page.tsx';
import { PeoplePage } from './people-page.tsx';
import { PersonPage } from './person-page.tsx';
import { ServicesPage } from './services-page.tsx';
import { SkippedFilesPage } from './skipped-files-page.tsx';
import { SupportGroupsPage } from './support-groups-page.tsx';
import '../ui/desk.ts';
import './admin.css';

type Part = keyof (typeof adminWords)['en']['parts'];

const parts: Array<{ part: Part; page: ComponentType; role: 'technician' | 'lead' | 'admin' }> = [
  { part: 'people', page: PeoplePage, role: 'technician' },
  { part: 'groups', page: SupportGroupsPage, role: 'technician' },
  { part: 'on-call', page: OnCallPage, role: 'technician' },
  { part: 'absences', page: AbsencesPage, role: 'technician' },
  { part: 'services', page: ServicesPage, role: 'technician' },
  { part: 'agreements', page: AgreementsPage, role: 'technician' },
  { part: 'calendars', page: CalendarsPage, role: 'technician' },
  { part: 'escalation', page: EscalationPage, role: 'technician' },
  { part: 'macros', page: MacrosPage, role: 'technician' },
  { part: 'rules', page: RulesPage, role: 'lead' },
  { part: 'announcements', page: AnnouncementsPage, role: 'lead' },
  { part: 'search', page: SkippedFilesPage, role: 'technician' },
  { part: 'locations', page: LocationsPage, role: 'technician' },
  { part: 'agents', page: AgentsPage, role: 'technician' },
  { part: 'mail', page: MailPage, role: 'lead' },
  { part: 'webhooks', page: WebhooksPage, role: 'admin' },
  { part: 'audit', page: AuditPage, role: 'admin' },
];

/** Everything under /admin: its parts at the top, the chosen one below. */
export function AdminPages() {
  return (
    <div className="page wide area">
      <Parts />
      <Switch>
        <Route path="/admin/webhooks/:id">{({ id }) => <WebhookPage key={id} id={id} />}</Route>
        <Route path="/admin/people/:id">{({ id }) => <PersonPage key={id} id={id} />}</Route>
        {parts.map(({ part, page: Page }) => (
          <Route path={`/admin/${part}`} key={part}>
            <Page />
          </Route>
        ))}
        <Route>
          <Redirect to={links.admin()} replace />
        </Route>
      </Switch>
    </div>
  );
}

function Parts() {
  const words = useWords(adminWords);
  const me = useMe();
  const [location] = useLocation();
  const tabs = parts
    .filter(({ role }) => hasRole(me, role))
    .map(({ part }) => ({ href: links.admin(part), label: words.parts[part], isCurrent: location.startsWith(links.admin(part)) }));
  return (
    <AreaTabs label={words.title} tabs={tabs}>
      {hasRole(me, 'admin') && (
        <a href="/admin/queues" target="_blank" rel="noreferrer">
          {words.queues}
          <IconExternalLink size={14} aria-hidden />
        </a>
      )}
    </AreaTabs>
  );
}
