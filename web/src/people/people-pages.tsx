import { Route, Switch } from 'wouter';
import { PersonPage } from './person-page.tsx';
import { SitePage } from './site-page.tsx';
import '../ui/desk.ts';
import '../assets/assets.css';

/** Pages of a person and of a place. */
export function PeoplePages() {
  return (
    <Switch>
      <Route path="/people/:id">{({ id }) => <PersonPage key={id} id={id} />}</Route>
      <Route path="/sites/:id">{({ id }) => <SitePage key={id} id={id} />}</Route>
    </Switch>
  );
}
