import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { AssetIcon } from '../assets/asset-icon.tsx';
import { DueBack } from '../assets/custody-card.tsx';
import { AssetStatusChip } from '../ui/marks.tsx';

/** Devices, a line each. */
export function DeviceLines({ assets }: { assets: Asset[] }) {
  return (
    <ul className="lines">
      {assets.map((asset) => (
        <li key={asset.id}>
          <AssetIcon kind={asset.kind} size={15} />
          <Link href={links.asset(asset.tag)} className="grow clip row-link">
            <bdi>{asset.name}</bdi>
          </Link>
          <span className="muted small clip only-desk">{[asset.manufacturer, asset.model].filter(Boolean).join(' ')}</span>
          <DueBack asset={asset} isBrief />
          <span className="mono muted small">{asset.tag}</span>
          <AssetStatusChip status={asset.status} />
        </li>
      ))}
    </ul>
  );
}
