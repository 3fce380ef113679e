import { Link } from 'wouter';
import type { assetBackupsAnswer } from '../../../server/backups/backup-schemas.ts';
import { useGet } from '../api/queries.ts';
import type { Answer, Asset, AssetEvent, Incident, Page } from '../api/types.ts';
import { links } from '../app/links.ts';
import { Differences } from '../assets/asset-history.tsx';
import { eventWords } from '../assets/asset-words.ts';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { AssetIcon } from '../ui/asset-icon.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { deskWords } from './desk-words.ts';
import { workWords } from './work-words.ts';

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
        {isOther && incident.asset && <DeviceLine asset={incident.asset} isSubject />}
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

function DeviceLine({ asset, isSubject }: { asset: { id: string; tag: string; name: string; kind: string }; isSubject: boolean }) {
  return (
    <li className="row nowrap" style={{ alignItems: 'flex-start' }}>
      <AssetIcon kind={asset.kind} size={20} />
      <div className="grow">
        <Link href={links.asset(asset.id)}>
          <bdi>{asset.name}</bdi>
        </Link>
        <span className="muted mono small"> {asset.tag}</span>
        {isSubject && <LastBackup assetId={asset.id} isServer={asset.kind === 'server'} />}
        <LatestChanges assetId={asset.id} isOpen={isSubject} />
      </div>
    </li>
  );
}

/** What happened to the device last: often the cause, and seldom mentioned. */
function LatestChanges({ assetId, isOpen }: { assetId: string; isOpen: boolean }) {
  const words = useWords(workWords);
  return (
    <details className="small" open={isOpen}>
      <summary className="muted">{words.latestChanges}</summary>
      <ChangeList assetId={assetId} />
    </details>
  );
}

function ChangeList({ assetId }: { assetId: string }) {
  const words = useWords(workWords);
  const format = useFormats();
  const did = useWords(eventWords);
  const query = useGet<Page<AssetEvent>>(`/assets/${assetId}/history`, { limit: 3 });
  return (
    <Loaded query={query} lines={1}>
      {({ items }) => (
        <ul>
          {items.length === 0 && <li className="muted">{words.noChanges}</li>}
          {items.map((event) => (
            <li key={event.id}>
              <bdi>{event.actor.name}</bdi> {did[event.kind]} <span className="muted">· {format.ago(event.happenedAt)}</span>
              {event.kind === 'changed' && <Differences changes={event.changes.slice(0, 3)} />}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
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
