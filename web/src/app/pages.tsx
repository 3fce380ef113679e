import { type ComponentType, lazy, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Bones, Empty } from '../ui/states.tsx';
import { CrashGuard } from './crash-guard.tsx';
import { links } from './links.ts';
import { appWords } from './words.ts';

/** A part of the pages that is downloaded when it is first opened. */
const part = <M, K extends keyof M>(load: () => Promise<M>, name: K) =>
  lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));

const desk = () => import('../incidents/desk-pages.tsx');
const assets = () => import('../assets/asset-pages.tsx');
const backups = () => import('../backups/backup-pages.tsx');
const reports = () => import('../reports/report-pages.tsx');
const majors = () => import('../major/major-pages.tsx');
const admin = () => import('../admin/admin-pages.tsx');

const MyIncidents = part(() => import('../portal/my-incidents-page.tsx'), 'MyIncidentsPage');
const FileIncident = part(() => import('../portal/file-incident-page.tsx'), 'FileIncidentPage');
const MyDevices = part(() => import('../portal/my-devices-page.tsx'), 'MyDevicesPage');
const ScannedDevice = lazy(async () => ({ default: (await import('../portal/scanned-device-page.tsx')).ScannedDevicePage }));
const custody = () => import('../custody/custody-pages.tsx');
const CustodyPages = part(custody, 'CustodyPages');
const MyHandOver = lazy(async () => ({ default: (await import('../custody/portal-custody-pages.tsx')).MyHandOver }));
const MyRequest = lazy(async () => ({ default: (await import('../custody/portal-custody-pages.tsx')).MyRequest }));
const MyIncident = part(() => import('../portal/my-incident-page.tsx'), 'MyIncidentPage');
const Queue = part(desk, 'QueuePage');
const DeskIncident = part(desk, 'IncidentPage');
const AssetPages = part(assets, 'AssetPages');
const PeoplePages = part(() => import('../people/people-pages.tsx'), 'PeoplePages');
const AuditPages = part(() => import('../audits/audit-pages.tsx'), 'AuditPages');
const Labels = part(() => import('../labels/label-page.tsx'), 'LabelPage');
const Scan = part(() => import('../scan/scan-page.tsx'), 'ScanPage');
const InventoryPages = part(() => import('../inventory/inventory-pages.tsx'), 'InventoryPages');
const SupplyPages = part(() => import('../finance/supply-pages.tsx'), 'SupplyPages');
const BackupPages = part(backups, 'BackupPages');
const ReportPages = part(reports, 'ReportPages');
const MajorPages = part(majors, 'MajorPages');
const Status = part(() => import('../major/status-page.tsx'), 'StatusPage');
const OnCallPages = part(() => import('../on-call/on-call-pages.tsx'), 'OnCallPages');
const AnswerPages = part(() => import('../answers/answer-pages.tsx'), 'AnswerPages');
const AdminPages = part(admin, 'AdminPages');
const MyNotifications = part(() => import('../notifications/my-notifications-page.tsx'), 'MyNotificationsPage');
const Account = part(() => import('../admin/account-page.tsx'), 'AccountPage');

const peoplePaths = /^\/(people|sites)\/[^/]+$/;
const custodyPaths = /^\/(hand-overs|reservations|asset-requests|departures|campaigns|custody-settings)(\/.*)?$/;

const supplyPaths = ['alerts', 'stock', 'kits', 'licences', 'contracts', 'repairs', 'suppliers', 'book-values', 'depreciation'];

/** Which page an address opens; employees get theirs, technicians the desk. */
export function Pages() {
  const me = useMe();
  const [location] = useLocation();
  const isTechnician = hasRole(me, 'technician');
  return (
    <CrashGuard resetKey={location}>
      <Suspense fallback={<Bones />}>
        <Switch>
          <Route path="/">{isTechnician ? <Redirect to={links.queue()} replace /> : <MyIncidents />}</Route>
          <Route path="/my" component={MyIncidents} />
          <Route path="/new" component={FileIncident} />
          <Route path="/devices" component={MyDevices} />
          <Route path="/status" component={Status} />
          <Route path="/answers/*?" component={AnswerPages} />
          <Route path="/account" component={Account} />
          <Route path="/account/notifications" component={MyNotifications} />
          <Route path="/incidents">{isTechnician ? <Queue /> : <Redirect to="/" replace />}</Route>
          <Route path="/incidents/:id">{isTechnician ? <DeskIncident /> : <MyIncident />}</Route>
          {isTechnician && <Route path="/assets/*?" component={AssetPages} />}
          <Route path="/assets">
            <Redirect to={links.myDevices()} replace />
          </Route>
          <Route path="/assets/:tag">{({ tag }) => <ScannedDevice key={tag} tag={tag} />}</Route>
          <Route path="/scan" component={Scan} />
          {isTechnician && <Route path={peoplePaths} component={PeoplePages} />}
          {isTechnician && <Route path="/audits/*?" component={AuditPages} />}
          {isTechnician && <Route path="/labels" component={Labels} />}
          {isTechnician && <Route path="/inventory/*?" component={InventoryPages} />}
          {isTechnician && <Route path={custodyPaths} component={CustodyPages} />}
          <Route path="/hand-overs/:id">{({ id }) => <MyHandOver key={id} id={id} />}</Route>
          <Route path="/asset-requests/:id">{({ id }) => <MyRequest key={id} id={id} />}</Route>
          {isTechnician && supplyPaths.map((path) => <Route key={path} path={`/${path}/*?`} component={SupplyPages} />)}
          {isTechnician && <Route path="/backups/*?" component={BackupPages} />}
          {hasRole(me, 'lead') && <Route path="/reports/*?" component={ReportPages} />}
          {isTechnician && <Route path="/major-incidents/*?" component={MajorPages} />}
          <Route path="/major-incidents/*?">
            <Redirect to={links.status()} replace />
          </Route>
          {isTechnician && <Route path="/on-call/*?" component={OnCallPages} />}
          {isTechnician && <Route path="/admin/*?" component={AdminPages} />}
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </CrashGuard>
  );
}

function NotFound() {
  const words = useWords(appWords);
  return (
    <Empty isPage title={words.notFound} action={<Link href="/">{words.toStart}</Link>}>
      {words.notFoundText}
    </Empty>
  );
}
