import { Link } from 'wouter';
import type { assetBackupsAnswer } from '../../../server/backups/backup-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Asset, Incident, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { ChangesBefore } from '../inventory/changes-before.tsx';
import { AssetIcon } from '../ui/asset-icon.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { deskWords } from './desk-words.ts';

/** What the requester holds, what changed on it lately, and the device that the incident is about with its last good backup. */
export function RequesterDevices({ incident }: { incident: Incident }) {
  const words = useWords(deskWords);
  const requesterId = incident.requester?.id;
  const devices = useGet<Page<Asset>>(`/people/${requesterId}/assets`, undefined, { enabled: requesterId !== undefined });
  const isOther = incident.asset && !devices.data?.items.some(({ id }) => id === incident.asset?.id);
  if (!requesterId && !incident.asset) return null;
  return (
    <Card title={requesterId ? words.requesterDevices : words.device}>
      <ul className="side-list">
        {isOther && incident.asset && <DeviceLine asset={incident.asset} at={incident.openedAt} isSubject />}
        {requesterId && (
          <Loaded query={devices} lines={1}>
            {({ items }) =>
              items.length === 0 && !isOther ? (
                <li className="muted small">{words.noDevices}</li>
              ) : (
                items.map((asset) => (
                  <DeviceLine
                    key={asset.id}
                    asset={asset}
                    at={incident.openedAt}
                    isSubject={asset.id === incident.asset?.id || (!incident.asset && items.length === 1)}
                  />
                ))
              )
            }
          </Loaded>
        )}
      </ul>
    </Card>
  );
}

interface LineProps {
  asset: { id: string; tag: string; name: string; kind: string };
  isSubject: boolean;
  /** When the incident began. */
  at: string;
}

function DeviceLine({ asset, isSubject, at }: LineProps) {
  return (
    <li className="row nowrap" style={{ alignItems: 'flex-start' }}>
      <AssetIcon kind={asset.kind} size={20} />
      <div className="grow">
        <Link href={links.asset(asset.id)}>
          <bdi>{asset.name}</bdi>
        </Link>
        <span className="muted mono small"> {asset.tag}</span>
        {isSubject && <LastBackup assetId={asset.id} isServer={asset.kind === 'server'} />}
        <ChangesBefore assetId={asset.id} at={at} isOpen={isSubject} />
      </div>
    </li>
  );
}

/** A machine that nobody meant to back up says nothing; a server always does. */
function LastBackup({ assetId, isServer }: { assetId: string; isServer: boolean }) {
  const words = useWords(deskWords);
  const format = useFormats();
  const backups = useGet<Answer<typeof assetBackupsAnswer>>(`/assets/${assetId}/backups`).data;
  if (!backups || (!isServer && backups.items.length === 0)) return null;
  const at = backups.lastGoodAt;
  return <div className={at ? 'small muted' : 'small bad'}>{at ? words.lastBackup(format.moment(at)) : words.noBackup}</div>;
}
