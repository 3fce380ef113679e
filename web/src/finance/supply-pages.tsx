import { Route, Switch, useLocation } from 'wouter';
import { AlertsPage } from '../alerts/alerts-page.tsx';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { LicencePage } from '../licences/licence-page.tsx';
import { LicencesPage } from '../licences/licences-page.tsx';
import { KitsPage } from '../stock/kits-page.tsx';
import { StockItemPage } from '../stock/stock-item-page.tsx';
import { StockPage } from '../stock/stock-page.tsx';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { ContractPage } from './contract-page.tsx';
import { ContractsPage } from './contracts-page.tsx';
import { financeWords } from './finance-words.ts';
import { PlansPage } from './plans-page.tsx';
import { RepairsPage } from './repairs-page.tsx';
import { SuppliersPage } from './suppliers-page.tsx';
import { ValuesPage } from './values-page.tsx';
import '../ui/desk.ts';
import '../stock/stock.css';

/** Everything about stock, licences, contracts and money, side by side, and what of it should be seen to. */
export function SupplyPages() {
  const words = useWords(financeWords);
  const [location] = useLocation();
  const tab = (key: keyof typeof words.tabs, href: string) => ({ href, label: words.tabs[key], isCurrent: location.startsWith(href) });
  const tabs = [
    tab('alerts', links.alerts()),
    tab('stock', links.stock()),
    tab('kits', links.kits()),
    tab('licences', links.licences()),
    tab('contracts', links.contracts()),
    tab('repairs', links.repairs()),
    tab('suppliers', links.suppliers()),
    tab('values', links.bookValues()),
    tab('plans', links.depreciationPlans()),
  ];
  return (
    <div className="page wide area">
      <AreaTabs label={words.area} tabs={tabs} />
      <Switch>
        <Route path="/alerts" component={AlertsPage} />
        <Route path="/stock" component={StockPage} />
        <Route path="/stock/:id">{({ id }) => <StockItemPage key={id} id={id} />}</Route>
        <Route path="/kits" component={KitsPage} />
        <Route path="/licences" component={LicencesPage} />
        <Route path="/licences/:id">{({ id }) => <LicencePage key={id} id={id} />}</Route>
        <Route path="/contracts" component={ContractsPage} />
        <Route path="/contracts/:id">{({ id }) => <ContractPage key={id} id={id} />}</Route>
        <Route path="/repairs" component={RepairsPage} />
        <Route path="/suppliers" component={SuppliersPage} />
        <Route path="/book-values" component={ValuesPage} />
        <Route path="/depreciation" component={PlansPage} />
      </Switch>
    </div>
  );
}
