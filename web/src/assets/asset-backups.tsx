import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { links } from '../app/links.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { PolicyStateChip, ProofBadge } from '../backups/backup-marks.tsx';
import type { AssetBackups as Backups, Policy } from '../backups/backup-types.ts';
import { backupWords } from '../backups/backup-words.ts';
import { proofOf } from '../backups/policy-table.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { Ago } from '../ui/marks.tsx';
import { Card, Loaded } from '../ui/states.tsx';
import { assetWords } from './asset-words.ts';

/** Which policies protect the device, how good they are, and the way to what can be restored. */
export function AssetBackups({ asset }: { asset: Asset }) {
  const words = useWords(assetWords);
  const backup = useWords(backupWords);
  const isAdmin = hasRole(useMe(), 'admin');
  const backups = useGet<Backups>(`/assets/${asset.id}/backups`);
  const actions =
    backups.data && backups.data.items.length > 0 ? (
      <Button component={Link} href={links.recoveryPoints({ assetId: asset.id })} variant="subtle" size="compact-sm">
        {backup.parts.points}
      </Button>
    ) : (
      isAdmin && (
        <Button component={Link} href={`/backups/policies/new?assetId=${asset.id}`} variant="subtle" size="compact-sm">
          {words.protect}
        </Button>
      )
    );
  return (
    <Card title={words.backups} flush actions={actions}>
      <Loaded query={backups} lines={2}>
        {(found) =>
          found.items.length === 0 ? (
            <p className="muted quiet">{words.noBackups}</p>
          ) : (
            <ul className="lines">
              {found.items.map((policy) => (
                <PolicyLine policy={policy} key={policy.id} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

function PolicyLine({ policy }: { policy: Policy }) {
  const backup = useWords(backupWords);
  return (
    <li>
      <PolicyStateChip policy={policy} />
      <Link href={links.policy(policy.id)} className="grow clip row-link">
        <bdi>{policy.name}</bdi>
      </Link>
      {policy.lastGood && <ProofBadge point={proofOf(policy.lastGood)} />}
      <span className="muted small one-line">{policy.lastGood ? <Ago at={policy.lastGood.takenAt} /> : backup.neverGood}</span>
    </li>
  );
}
