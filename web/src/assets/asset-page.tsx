import { useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Chip } from '../ui/icons.tsx';
import { AssetStatusChip } from '../ui/marks.tsx';
import { Card, Facts, Loaded, PageHead } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { AssetActions } from './asset-actions.tsx';
import { AssetBackups } from './asset-backups.tsx';
import { AssetHistory } from './asset-history.tsx';
import { AssetIcon } from './asset-icon.tsx';
import { AssetIncidents } from './asset-incidents.tsx';
import { AssetSoftware } from './asset-software.tsx';
import { assetWords } from './asset-words.ts';
import { CustodyCard } from './custody-card.tsx';
import { LabelCard } from './label-card.tsx';
import { WarrantyFacts } from './warranty-facts.tsx';

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
  const isProtectable = asset.kind === 'server' || asset.kind === 'computer' || asset.kind === 'network';
  return (
    <>
      <PageHead
        back={{ href: links.assets(), label: words.notFoundBack }}
        title={asset.name}
        lead={<DeviceLine asset={asset} />}
        actions={<AssetActions asset={asset} />}
      />
      <div className="two">
        <div className="stack">
          <CustodyCard asset={asset} />
          <AssetIncidents asset={asset} />
          {isProtectable && <AssetBackups asset={asset} />}
          <AssetHistory asset={asset} />
          <AssetSoftware asset={asset} />
        </div>
        <div className="stack">
          <FactsCard asset={asset} />
          <WarrantyFacts asset={asset} />
          <LabelCard asset={asset} />
        </div>
      </div>
    </>
  );
}

function DeviceLine({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  return (
    <span className="row device-line">
      <AssetIcon kind={asset.kind} size={15} />
      <span>{[asset.manufacturer, asset.model].filter(Boolean).join(' ') || common.assetKind[asset.kind]}</span>
      <span className="mono">{asset.tag}</span>
      <AssetStatusChip status={asset.status} />
      {asset.criticality === 'high' && <Chip tone="velvet">{`${words.criticality} : ${words.levels.high}`.replace(' :', ':')}</Chip>}
    </span>
  );
}

function FactsCard({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const common = useWords(commonWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const { uuid, macs, imei } = asset.identifiers;
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [words.kind, common.assetKind[asset.kind]],
          [words.manufacturer, asset.manufacturer],
          [words.model, asset.model],
          [words.serial, asset.serial && <span className="mono">{asset.serial}</span>],
          [words.location, asset.location?.name],
          [words.criticality, words.levels[asset.criticality]],
          [words.imei, imei && <span className="mono">{imei}</span>],
          [
            words.macs,
            macs.length > 0 &&
              macs.map((mac) => (
                <div className="mono" key={mac}>
                  {mac}
                </div>
              )),
          ],
          ['UUID', uuid && <span className="mono small">{uuid}</span>],
        ]}
      />
      {isTechnician && asset.notes && <p className="typed notes">{asset.notes}</p>}
    </Card>
  );
}
