import { Route, Switch } from 'wouter';
import { MajorPage } from './major-page.tsx';
import { MajorsPage } from './majors-page.tsx';
import '../ui/desk.ts';
import '../incidents/desk.css';

/** Everything under /major-incidents. */
export function MajorPages() {
  return (
    <Switch>
      <Route path="/major-incidents" component={MajorsPage} />
      <Route path="/major-incidents/:id" component={MajorPage} />
    </Switch>
  );
}
