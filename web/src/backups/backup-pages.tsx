import { Route, Switch, useLocation } from 'wouter';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { backupWords } from './backup-words.ts';
import { CoveragePage } from './coverage-page.tsx';
import { KitPage } from './kit-page.tsx';
import { OverviewPage } from './overview-page.tsx';
import { PointPage } from './point-page.tsx';
import { PointsPage } from './points-page.tsx';
import { PoliciesPage } from './policies-page.tsx';
import { EditPolicyPage, NewPolicyPage } from './policy-editor-page.tsx';
import { PolicyPage } from './policy-page.tsx';
import { RepositoriesPage } from './repositories-page.tsx';
import { RestorePage } from './restore-page.tsx';
import { RunPage } from './run-page.tsx';
import { RunbookPage } from './runbook-page.tsx';
import { RunsPage } from './runs-page.tsx';
import '../ui/desk.ts';
import './backups.css';

const parts = [
  { part: 'overview', href: '/backups' },
  { part: 'policies', href: '/backups/policies' },
  { part: 'runs', href: '/backups/runs' },
  { part: 'points', href: '/backups/recovery-points' },
  { part: 'repositories', href: '/backups/repositories' },
  { part: 'coverage', href: '/backups/coverage' },
] as const;

/** Everything under /backups. */
export function BackupPages() {
  return (
    <div className="page wide area">
      <Parts />
      <Switch>
        <Route path="/backups" component={OverviewPage} />
        <Route path="/backups/policies" component={PoliciesPage} />
        <Route path="/backups/policies/new" component={NewPolicyPage} />
        <Route path="/backups/policies/:id/edit">{({ id }) => <EditPolicyPage key={id} id={id} />}</Route>
        <Route path="/backups/policies/:id">{({ id }) => <PolicyPage key={id} id={id} />}</Route>
        <Route path="/backups/runs" component={RunsPage} />
        <Route path="/backups/runs/:id">{({ id }) => <RunPage key={id} id={id} />}</Route>
        <Route path="/backups/recovery-points" component={PointsPage} />
        <Route path="/backups/recovery-points/:id">{({ id }) => <PointPage key={id} id={id} />}</Route>
        <Route path="/backups/restores/:id">{({ id }) => <RestorePage key={id} id={id} />}</Route>
        <Route path="/backups/repositories" component={RepositoriesPage} />
        <Route path="/backups/recovery-kit" component={KitPage} />
        <Route path="/backups/runbook" component={RunbookPage} />
        <Route path="/backups/coverage" component={CoveragePage} />
      </Switch>
    </div>
  );
}

function Parts() {
  const words = useWords(backupWords);
  const [location] = useLocation();
  const isCurrent = (href: string) => (href === '/backups' ? location === href : location.startsWith(href));
  return (
    <AreaTabs label={words.title} tabs={parts.map(({ part, href }) => ({ href, label: words.parts[part], isCurrent: isCurrent(href) }))} />
  );
}
