import { Redirect, Route, Switch, useLocation } from 'wouter';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { DifferencesPage } from './differences-page.tsx';
import { inventoryWords } from './inventory-words.ts';
import { JoinsPage } from './joins-page.tsx';
import { MatchRulesPage } from './match-rules-page.tsx';
import { ReviewsPage } from './reviews-page.tsx';
import { SoftwarePage } from './software-page.tsx';
import { SoftwareTitlePage } from './software-title-page.tsx';
import '../ui/desk.ts';
import './inventory.css';

const parts = ['reviews', 'differences', 'software', 'joins', 'rules'] as const;

/** Everything under /inventory: what agents found, and what of it a person should decide. */
export function InventoryPages() {
  const words = useWords(inventoryWords);
  const [location] = useLocation();
  const tabs = parts.map((part) => {
    const href = links.inventory(part);
    return { href, label: words.tabs[part], isCurrent: location.startsWith(href) };
  });
  return (
    <div className="page wide area">
      <AreaTabs label={words.area} tabs={tabs} />
      <Switch>
        <Route path="/inventory/reviews" component={ReviewsPage} />
        <Route path="/inventory/differences" component={DifferencesPage} />
        <Route path="/inventory/software" component={SoftwarePage} />
        <Route path="/inventory/software/:id">{({ id }) => <SoftwareTitlePage key={id} id={id} />}</Route>
        <Route path="/inventory/joins" component={JoinsPage} />
        <Route path="/inventory/rules" component={MatchRulesPage} />
        <Route>
          <Redirect to={links.inventory('reviews')} replace />
        </Route>
      </Switch>
    </div>
  );
}
