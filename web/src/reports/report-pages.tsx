import { Redirect, Route, Switch, useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { ReportPage } from './report-page.tsx';
import { reportNames } from './report-types.ts';
import { reportWords } from './report-words.ts';
import { SchedulesPage } from './schedules-page.tsx';
import '../ui/desk.ts';
import './reports.css';

/** Everything under /reports: the reports side by side, and those that are sent. */
export function ReportPages() {
  const words = useWords(reportWords);
  const [location] = useLocation();
  const parts = [...reportNames, 'by-mail'] as const;
  return (
    <div className="page wide area">
      <AreaTabs
        label={words.title}
        tabs={parts.map((part) => ({ href: links.reports(part), label: words.parts[part], isCurrent: location === links.reports(part) }))}
      />
      <Switch>
        {reportNames.map((name) => (
          <Route key={name} path={links.reports(name)}>
            <ReportPage key={name} name={name} />
          </Route>
        ))}
        <Route path={links.reports('by-mail')} component={SchedulesPage} />
        <Route>
          <Redirect to={links.reports()} replace />
        </Route>
      </Switch>
    </div>
  );
}
