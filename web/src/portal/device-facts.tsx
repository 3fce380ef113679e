import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useKindName } from '../assets/use-kind-names.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { AssetIcon } from '../ui/asset-icon.tsx';
import { Facts } from '../ui/states.tsx';
import { portalWords } from './words.ts';

/** A device as its holder sees it. On a page of its own the page's heading names it. */
export function DeviceFacts({ asset, isListed, action }: { asset: Asset; isListed?: boolean; action?: ReactNode }) {
  const words = useWords(portalWords);
  const kindName = useKindName(asset.kind);
  const format = useFormats();
  const model = [asset.manufacturer, asset.model].filter(Boolean).join(' ');
  return (
    <div className="card device">
      <span className="device-icon">
        <AssetIcon kind={asset.kind} size={24} />
      </span>
      <div className="grow stack tight">
        <div>
          {isListed && (
            <h2>
              <bdi>{asset.name}</bdi>
            </h2>
          )}
          <p className="muted small">{[kindName, model, asset.tag].filter(Boolean).join(' · ')}</p>
        </div>
        <Facts
          of={[
            [words.serial, asset.serial && <span className="mono">{asset.serial}</span>],
            [words.warranty, asset.warrantyUntil && format.date(asset.warrantyUntil)],
          ]}
        />
        <p className="row small">
          {asset.checkedOutAt && <span className="muted">{words.since(format.date(asset.checkedOutAt))}</span>}
          {asset.dueAt && <span className="chip tone-warn">{words.backBy(format.date(asset.dueAt))}</span>}
          {action}
        </p>
      </div>
    </div>
  );
}

export function DeviceProblemLink({ asset }: { asset: Asset }) {
  const words = useWords(portalWords);
  return <Link href={links.fileIncident({ asset: asset.id })}>{words.problemWith}</Link>;
}
