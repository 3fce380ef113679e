import { Route, Switch, useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { CampaignPage } from './campaign-page.tsx';
import { CampaignsPage } from './campaigns-page.tsx';
import { CustodySettingsPage } from './custody-settings-page.tsx';
import { DeparturesPage } from './departures-page.tsx';
import { deskWords } from './desk-words.ts';
import { HandOverListPage } from './hand-over-list-page.tsx';
import { HandOverPage } from './hand-over-page.tsx';
import { LeavingPage } from './leaving-page.tsx';
import { NewHandOverPage } from './new-hand-over-page.tsx';
import { RequestPage } from './request-page.tsx';
import { RequestsPage } from './requests-page.tsx';
import { ReservationsPage } from './reservations-page.tsx';
import '../ui/desk.ts';
import './custody.css';

/** Everything of the desk about who has what: papers, reservations, requests, leavers, campaigns. */
export function CustodyPages() {
  const words = useWords(deskWords);
  const isLead = hasRole(useMe(), 'lead');
  const [location] = useLocation();
  const tab = (href: string, label: string) => ({ href, label, isCurrent: location.startsWith(href) });
  const tabs = [
    tab(links.handOvers(), words.handOvers),
    tab(links.reservations(), words.reservations),
    tab(links.assetRequests(), words.requests),
    tab(links.departures(), words.departures),
    tab(links.campaigns(), words.campaigns),
    ...(isLead ? [tab(links.custodySettings(), words.settings)] : []),
  ];
  return (
    <div className="page area">
      <AreaTabs label={words.area} tabs={tabs} />
      <Switch>
        <Route path="/hand-overs" component={HandOverListPage} />
        <Route path="/hand-overs/new" component={NewHandOverPage} />
        <Route path="/hand-overs/:id">{({ id }) => <HandOverPage key={id} id={id} />}</Route>
        <Route path="/reservations" component={ReservationsPage} />
        <Route path="/asset-requests" component={RequestsPage} />
        <Route path="/asset-requests/:id">{({ id }) => <RequestPage key={id} id={id} />}</Route>
        <Route path="/departures" component={DeparturesPage} />
        <Route path="/departures/:personId">{({ personId }) => <LeavingPage key={personId} personId={personId} />}</Route>
        <Route path="/campaigns" component={CampaignsPage} />
        <Route path="/campaigns/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
        <Route path="/custody-settings" component={CustodySettingsPage} />
      </Switch>
    </div>
  );
}
