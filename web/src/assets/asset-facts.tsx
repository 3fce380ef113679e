import { Link } from 'wouter';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Card, Facts } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';
import { useKindName } from './use-kind-names.ts';

/** What the device is: make, numbers, place. */
export function AssetFacts({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const isTechnician = hasRole(useMe(), 'technician');
  const kindName = useKindName(asset.kind);
  const { uuid, macs, imei } = asset.identifiers;
  return (
    <Card title={words.facts}>
      <Facts
        of={[
          [words.kind, kindName],
          [words.manufacturer, asset.manufacturer],
          [words.model, asset.model],
          [words.serial, asset.serial && <span className="mono">{asset.serial}</span>],
          [words.location, asset.location && <Link href={links.site(asset.location.id)}>{asset.location.name}</Link>],
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
