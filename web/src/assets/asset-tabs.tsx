import type { ComponentType } from 'react';
import type { Asset } from '../api/types.ts';
import { SightingsCard } from '../audits/sightings-card.tsx';
import { AssetCustodyCard } from '../custody/asset-custody-card.tsx';
import { AssetContractsCard } from '../finance/asset-contracts-card.tsx';
import { AssetMoneyCard } from '../finance/asset-money-card.tsx';
import { AssetRepairsCard } from '../finance/asset-repairs-card.tsx';
import { ChangesCard } from '../inventory/changes-card.tsx';
import { FactsCard } from '../inventory/facts-card.tsx';
import { SoftwareCard } from '../inventory/software-card.tsx';
import { AssetLicencesCard } from '../licences/asset-licences-card.tsx';
import { AssetStockCard } from '../stock/asset-stock-card.tsx';
import { AssetBackups } from './asset-backups.tsx';
import { AssetFacts } from './asset-facts.tsx';
import { AssetHistory } from './asset-history.tsx';
import { AssetIncidents } from './asset-incidents.tsx';
import { CustodyCard } from './custody-card.tsx';
import { LabelCard } from './label-card.tsx';
import { WarrantyFacts } from './warranty-facts.tsx';

/** A card of a device's page; one that has nothing to say about this device answers null. */
export type AssetCard = ComponentType<{ asset: Asset }>;

export interface AssetTab {
  /** What stands in the address: `?tab=software`. */
  key: 'overview' | 'custody' | 'incidents' | 'changes' | 'software' | 'backups' | 'money' | 'relations' | 'history';
  main: AssetCard[];
  /** Cards of the narrow column beside. */
  aside?: AssetCard[];
  /** Absent = every device has the tab. */
  isFor?: (asset: Asset) => boolean;
}

const protectable = new Set<string>(['server', 'computer', 'network']);
const withSoftware = new Set<string>(['computer', 'server', 'mobile']);

/** The tabs of a device's page in order. A domain adds a card by one line; a tab without cards is not shown. */
export const assetTabs: AssetTab[] = [
  {
    key: 'overview',
    main: [CustodyCard, AssetIncidents],
    aside: [AssetFacts, WarrantyFacts, LabelCard],
  },
  {
    key: 'custody',
    main: [CustodyCard, AssetCustodyCard, SightingsCard],
  },
  {
    key: 'incidents',
    main: [AssetIncidents],
  },
  {
    key: 'changes',
    main: [ChangesCard],
    aside: [FactsCard],
  },
  {
    key: 'software',
    main: [SoftwareCard],
    isFor: (asset) => withSoftware.has(asset.kind),
  },
  {
    key: 'backups',
    main: [AssetBackups],
    isFor: (asset) => protectable.has(asset.kind),
  },
  {
    key: 'money',
    main: [AssetMoneyCard, AssetRepairsCard],
    aside: [AssetContractsCard, AssetLicencesCard, AssetStockCard],
  },
  {
    key: 'relations',
    main: [],
  },
  {
    key: 'history',
    main: [AssetHistory],
  },
];
