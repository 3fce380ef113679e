import { Route, Switch, useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { FairnessPage } from './fairness-page.tsx';
import { OnCallCalendarPage } from './on-call-calendar-page.tsx';
import { onCallWords } from './on-call-words.ts';
import '../ui/desk.ts';
import './on-call.css';

/** Everything under /on-call: the calendar with what concerns me, and who carries how much. */
export function OnCallPages() {
  const words = useWords(onCallWords);
  const isLead = hasRole(useMe(), 'lead');
  const [location] = useLocation();
  const isFairness = location.startsWith(links.onCallFairness());
  const tabs = [
    { href: links.onCall(), label: words.calendar, isCurrent: !isFairness },
    { href: links.onCallFairness(), label: words.fairness, isCurrent: isFairness },
    ...(isLead ? [{ href: links.admin('on-call'), label: words.manage, isCurrent: false }] : []),
  ];
  return (
    <div className="page wide area">
      <AreaTabs label={words.title} tabs={tabs} />
      <Switch>
        <Route path="/on-call/fairness" component={FairnessPage} />
        <Route path="/on-call/:id?">{({ id }) => <OnCallCalendarPage scheduleId={id ?? null} />}</Route>
      </Switch>
    </div>
  );
}
