import { useSearch } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AreaTabs } from '../ui/area-tabs.tsx';
import { Chip } from '../ui/icons.tsx';
import { AssetStatusChip } from '../ui/marks.tsx';
import { Loaded, PageHead } from '../ui/states.tsx';
import { AssetActions } from './asset-actions.tsx';
import { AssetIcon } from './asset-icon.tsx';
import { type AssetCard, type AssetTab, assetTabs } from './asset-tabs.tsx';
import { assetWords } from './asset-words.ts';
import { useKindName } from './use-kind-names.ts';

/** One device: what it is, who has it, what happened to it, and whether it is protected. */
export function AssetPage({ id }: { id: string }) {
  const asset = useGet<Asset>(`/assets/${encodeURIComponent(id)}`);
  return (
    <div className="page">
      <Loaded query={asset}>{(found) => <Device asset={found} />}</Loaded>
    </div>
  );
}

function Device({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  return (
    <>
      <PageHead
        back={{ href: links.assets(), label: words.notFoundBack }}
        title={asset.name}
        lead={<DeviceLine asset={asset} />}
        actions={<AssetActions asset={asset} />}
      />
      <DeviceTabs asset={asset} />
    </>
  );
}

const hasCards = (tab: AssetTab, asset: Asset) => tab.main.length + (tab.aside?.length ?? 0) > 0 && (tab.isFor?.(asset) ?? true);

/** The parts of a device's page; which one is open stands in the address. */
function DeviceTabs({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const asked = new URLSearchParams(useSearch()).get('tab');
  const tabs = assetTabs.filter((tab) => hasCards(tab, asset));
  const open = tabs.find(({ key }) => key === asked) ?? (tabs[0] as AssetTab);
  return (
    <>
      <AreaTabs
        label={words.tabsLabel}
        tabs={tabs.map(({ key }) => ({ href: links.asset(asset.tag, key), label: words.tabs[key], isCurrent: key === open.key }))}
      />
      <div className={open.aside ? 'two' : undefined} key={open.key}>
        <Cards of={open.main} asset={asset} />
        {open.aside && <Cards of={open.aside} asset={asset} />}
      </div>
    </>
  );
}

const Cards = ({ of, asset }: { of: AssetCard[]; asset: Asset }) => (
  <div className="stack">
    {of.map((Each, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the list of cards never changes
      <Each asset={asset} key={place} />
    ))}
  </div>
);

function DeviceLine({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const kindName = useKindName(asset.kind);
  return (
    <span className="row device-line">
      <AssetIcon kind={asset.kind} size={15} />
      <span>{[asset.manufacturer, asset.model].filter(Boolean).join(' ') || kindName}</span>
      <span className="mono">{asset.tag}</span>
      <AssetStatusChip status={asset.status} />
      {asset.criticality === 'high' && <Chip tone="velvet">{`${words.criticality} : ${words.levels.high}`.replace(' :', ':')}</Chip>}
    </span>
  );
}
