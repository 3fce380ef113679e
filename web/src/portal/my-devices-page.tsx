import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { AssetIcon } from '../ui/asset-icon.tsx';
import { Empty, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { portalWords } from './words.ts';
import './portal.css';

export function MyDevicesPage() {
  const words = useWords(portalWords);
  const me = useMe();
  const devices = useGet<Page<Asset>>(`/people/${me.id}/assets`);
  return (
    <div className="page narrow">
      <PageHead title={words.devicesTitle} lead={words.devicesLead} />
      <Loaded query={devices}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty title={words.noDevices}>{words.noDevicesText}</Empty>
            </div>
          ) : (
            <ul className="stack tight">
              {items.map((asset) => (
                <Device key={asset.id} asset={asset} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function Device({ asset }: { asset: Asset }) {
  const words = useWords(portalWords);
  const common = useWords(commonWords);
  const format = useFormats();
  return (
    <li className="card device">
      <span className="device-icon">
        <AssetIcon kind={asset.kind} size={24} />
      </span>
      <div className="grow stack tight">
        <div>
          <h2>
            <bdi>{asset.name}</bdi>
          </h2>
          <p className="muted small">
            {[common.assetKind[asset.kind], [asset.manufacturer, asset.model].filter(Boolean).join(' '), asset.tag]
              .filter(Boolean)
              .join(' · ')}
          </p>
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
          <Link href={`${links.fileIncident()}?asset=${asset.id}`}>{words.problemWith}</Link>
        </p>
      </div>
    </li>
  );
}
