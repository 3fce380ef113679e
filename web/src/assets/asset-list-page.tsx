import { Button } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { Link } from 'wouter';
import { apiUrl } from '../api/client.ts';
import { useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useSearchState } from '../app/search-state.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Ago, AssetStatusChip, PersonName } from '../ui/marks.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { type AssetFilterState, AssetFilters, assetFilterDefaults } from './asset-filters.tsx';
import { AssetIcon } from './asset-icon.tsx';
import { assetWords } from './asset-words.ts';
import { DueBack } from './custody-card.tsx';

/** What the company owns: filters in the address, page after page as one scrolls. */
export function AssetListPage() {
  const words = useWords(assetWords);
  const [filters, setFilters] = useSearchState(assetFilterDefaults);
  const assets = useList<Asset>('/assets', { ...filters, limit: 60 });
  const isFiltered = Object.entries(filters).some(([name, value]) => name !== 'sort' && value !== '');
  return (
    <div className="page wide">
      <PageHead title={words.title} lead={words.lead} actions={<ListActions filters={filters} />} />
      <AssetFilters filters={filters} onChange={setFilters} />
      <section className="card" aria-busy={assets.isPlaceholderData}>
        <Listed query={assets} empty={<NoAssets isFiltered={isFiltered} onClear={() => setFilters(assetFilterDefaults)} />}>
          {(items) => <AssetTable assets={items} />}
        </Listed>
      </section>
    </div>
  );
}

function ListActions({ filters }: { filters: AssetFilterState }) {
  const words = useWords(assetWords);
  const isLead = hasRole(useMe(), 'lead');
  return (
    <>
      {isLead && <BulkActions filters={filters} />}
      <Button component={Link} href="/assets/new" leftSection={<IconPlus size={16} aria-hidden />}>
        {words.register}
      </Button>
    </>
  );
}

function BulkActions({ filters: { sort: _, ...filter } }: { filters: AssetFilterState }) {
  const words = useWords(assetWords);
  return (
    <>
      <Button
        component="a"
        href={apiUrl('/assets/export.csv', filter)}
        download
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {words.export}
      </Button>
      <Button component={Link} href={links.assetImport()} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
        {words.import}
      </Button>
    </>
  );
}

function NoAssets({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  if (isFiltered) {
    return (
      <Empty
        title={words.noneTitle}
        action={
          <Button variant="default" onClick={onClear}>
            {common.clearFilters}
          </Button>
        }
      >
        {words.noneText}
      </Empty>
    );
  }
  return (
    <Empty
      title={words.emptyTitle}
      action={
        <Button component={Link} href="/assets/new">
          {words.register}
        </Button>
      }
    >
      {words.emptyText}
    </Empty>
  );
}

function AssetTable({ assets }: { assets: Asset[] }) {
  const words = useWords(assetWords);
  return (
    <table className="table cards linked">
      <thead>
        <tr>
          <th scope="col">{words.device}</th>
          <th scope="col">{words.tag}</th>
          <th scope="col">{words.status}</th>
          <th scope="col">{words.custodian}</th>
          <th scope="col">{words.location}</th>
          <th scope="col" className="end">
            {words.updated}
          </th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <AssetRow asset={asset} key={asset.id} />
        ))}
      </tbody>
    </table>
  );
}

function AssetRow({ asset }: { asset: Asset }) {
  const common = useWords(commonWords);
  const isGone = asset.status === 'retired' || asset.status === 'disposed';
  const make = [asset.manufacturer, asset.model].filter(Boolean).join(' ') || common.assetKind[asset.kind];
  return (
    <tr className={isGone ? 'dim' : undefined}>
      <td>
        <span className="row nowrap">
          <AssetIcon kind={asset.kind} />
          <span className="grow">
            <Link href={links.asset(asset.tag)} className="row-link">
              <bdi>{asset.name}</bdi>
            </Link>
            <span className="muted small clip block">{make}</span>
          </span>
        </span>
      </td>
      <td className="mono muted">{asset.tag}</td>
      <td>
        <AssetStatusChip status={asset.status} />
      </td>
      <td>
        <span className="row tight">
          <Custodian asset={asset} />
          <DueBack asset={asset} isBrief />
        </span>
      </td>
      <td className="muted">{asset.location?.name}</td>
      <td className="end muted small">
        <Ago at={asset.updatedAt} />
      </td>
    </tr>
  );
}

function Custodian({ asset }: { asset: Asset }) {
  if (!asset.custodian) return null;
  return asset.custodian.type === 'person' ? <PersonName person={asset.custodian} /> : <bdi>{asset.custodian.name}</bdi>;
}
