import { Route, Switch } from 'wouter';
import { AuditListPage } from './audit-list-page.tsx';
import { AuditPage } from './audit-page.tsx';
import '../ui/desk.ts';
import './audits.css';

/** Everything under /audits. */
export function AuditPages() {
  return (
    <Switch>
      <Route path="/audits" component={AuditListPage} />
      <Route path="/audits/:id">{({ id }) => <AuditPage key={id} id={id} />}</Route>
    </Switch>
  );
}
