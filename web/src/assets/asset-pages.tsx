import { Route, Switch } from 'wouter';
import { ImportPage } from '../asset-imports/import-page.tsx';
import { ImportRunPage } from '../asset-imports/import-run-page.tsx';
import { MigrationPage } from '../asset-imports/migration-page.tsx';
import { AssetListPage } from '../asset-list/asset-list-page.tsx';
import { AssetPage } from './asset-page.tsx';
import { RegisterAssetPage } from './register-asset-page.tsx';
import '../ui/desk.ts';
import './assets.css';

/** Everything under /assets. */
export function AssetPages() {
  return (
    <Switch>
      <Route path="/assets" component={AssetListPage} />
      <Route path="/assets/new" component={RegisterAssetPage} />
      <Route path="/assets/import" component={ImportPage} />
      <Route path="/assets/migrations" component={MigrationPage} />
      <Route path="/assets/imports/:id">{({ id }) => <ImportRunPage key={id} id={id} />}</Route>
      <Route path="/assets/:id">{({ id }) => <AssetPage key={id} id={id} />}</Route>
    </Switch>
  );
}
