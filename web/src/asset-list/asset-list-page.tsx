import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconDownload, IconKeyboard, IconPlus, IconUpload } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { apiUrl } from '../api/client.ts';
import { refresh, useGet, useList } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { assetWords } from '../assets/asset-words.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useSelection } from '../incidents/queue-selection.ts';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { AssetTable } from './asset-table.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { BulkDialog, type BulkKind } from './bulk-dialog.tsx';
import { BulkProgress } from './bulk-progress.tsx';
import { ColumnMenu } from './column-menu.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { ListFilters } from './list-filters.tsx';
import { useListKeys } from './list-keys.ts';
import { ListShortcuts } from './list-shortcuts.tsx';
import { type ListAddress, useListAddress } from './list-state.ts';
import type { AssetView, BulkSubject, Facets } from './list-types.ts';
import { listWords } from './list-words.ts';
import { useBulk } from './use-bulk.ts';
import { useColumns } from './use-columns.ts';
import { ViewMenu } from './view-menu.tsx';
import '../ui/bulk.css';
import './asset-list.css';

/** What the company owns: narrowed by counts, seen in one's own columns, changed many at once. */
export function AssetListPage() {
  const address = useListAddress();
  const { filters, state } = address;
  const isWide = useMediaQuery('(min-width: 1180px)') ?? true;
  const assets = useList<Asset>('/assets', { ...filters, sort: state.sort, limit: 60 });
  const facets = useGet<Facets>('/assets/facets', filters, { keepsPrevious: true }).data;
  const views = useGet<Page<AssetView>>('/asset-views').data?.items ?? [];
  const view = views.find(({ id }) => id === state.view) ?? null;
  const { columns, isOfView, choose } = useColumns(view);
  const order = useMemo(() => assets.items.map(({ id }) => id), [assets.items]);
  const selection = useSelection(order);
  const [dialog, setDialog] = useState<BulkKind | 'help' | null>(null);
  const area = useRef<HTMLTableElement>(null);
  const bulk = useBulk(useCallback(() => void refresh('assets'), []));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list, another selection
  useEffect(selection.clear, [filters, state.sort]);
  useListKeys(area, { selection, order, edit: () => setDialog('edit'), help: () => setDialog('help') });
  const subject: BulkSubject = selection.isEverything ? { filters } : { assetIds: [...selection.ids] };
  return (
    <div className="page wide asset-list-page">
      <Head address={address} facets={facets} help={() => setDialog('help')} />
      <ListFilters address={address} facets={facets} hasMenus={!isWide} />
      <div className={isWide ? 'asset-stage' : undefined}>
        {isWide && <FacetPanel facets={facets} address={address} />}
        <div className="asset-stage-list">
          <div className="row list-tools">
            <ViewMenu views={views} view={view} address={address} columns={columns} />
            <span className="grow" />
            <ColumnMenu columns={columns} isOfView={isOfView} onColumns={choose} />
          </div>
          <section className="card table-scroll" aria-busy={assets.isPlaceholderData}>
            <Listed query={assets} empty={<NoAssets address={address} />}>
              {(items) => (
                <AssetTable
                  assets={items}
                  columns={columns}
                  sort={state.sort}
                  onSort={(sort) => address.change({ sort })}
                  selection={selection}
                  area={area}
                />
              )}
            </Listed>
          </section>
          {selection.size > 0 && (
            <BulkBar
              selection={selection}
              listed={order.length}
              hasMore={assets.hasNextPage}
              facets={facets}
              filters={filters}
              open={setDialog}
            />
          )}
        </div>
      </div>
      <BulkProgress bulk={bulk} />
      {dialog === 'help' && <ListShortcuts close={() => setDialog(null)} />}
      {dialog && dialog !== 'help' && (
        <BulkDialog
          kind={dialog}
          subject={subject}
          start={async (action) => {
            const isTaken = await bulk.start(action, subject);
            if (isTaken) selection.clear();
            return isTaken;
          }}
          close={() => setDialog(null)}
        />
      )}
    </div>
  );
}

function Head({ address, facets, help }: { address: ListAddress; facets: Facets | undefined; help: () => void }) {
  const words = useWords(assetWords);
  const list = useWords(listWords);
  const format = useFormats();
  const isLead = hasRole(useMe(), 'lead');
  return (
    <PageHead
      title={words.title}
      lead={<span role="status">{facets ? list.total(format.number(facets.total), facets.isMore) : words.lead}</span>}
      actions={
        <>
          <Tooltip label={list.shortcuts}>
            <ActionIcon className="only-desk" size="lg" variant="subtle" color="gray" aria-label={list.shortcuts} onClick={help}>
              <IconKeyboard size={20} />
            </ActionIcon>
          </Tooltip>
          {isLead && <LeadActions filters={address.filters} />}
          <Button component={Link} href="/assets/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {words.register}
          </Button>
        </>
      }
    />
  );
}

function LeadActions({ filters: { q: _, ...filters } }: { filters: Record<string, string> }) {
  const words = useWords(assetWords);
  return (
    <>
      <Button
        component="a"
        href={apiUrl('/assets/export.csv', filters)}
        download
        className="only-desk"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {words.export}
      </Button>
      <Button
        component={Link}
        href={links.assetImport()}
        className="only-desk"
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
      >
        {words.import}
      </Button>
    </>
  );
}

function NoAssets({ address }: { address: ListAddress }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  if (address.isFiltered) {
    const clear = (
      <Button variant="default" onClick={address.clear}>
        {common.clearFilters}
      </Button>
    );
    return (
      <Empty title={words.noneTitle} action={clear}>
        {words.noneText}
      </Empty>
    );
  }
  const register = (
    <Button component={Link} href="/assets/new">
      {words.register}
    </Button>
  );
  return (
    <Empty title={words.emptyTitle} action={register}>
      {words.emptyText}
    </Empty>
  );
}
