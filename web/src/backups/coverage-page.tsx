import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useGet } from '../api/queries.ts';
import { links } from '../app/links.ts';
import { AssetIcon } from '../assets/asset-icon.tsx';
import { assetWords } from '../assets/asset-words.ts';
import { hasRole, useMe } from '../auth/me.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { useNow } from '../live/now.ts';
import { Chip } from '../ui/icons.tsx';
import { Ago } from '../ui/marks.tsx';
import { Card, Loaded, PageHead } from '../ui/states.tsx';
import type { Coverage } from './backup-types.ts';
import { backupWords } from './backup-words.ts';

/** Which servers nothing protects, and whose backups are older than promised. */
export function CoveragePage() {
  const words = useWords(backupWords);
  const coverage = useGet<Coverage>('/backups/coverage');
  return (
    <>
      <PageHead title={words.coverageTitle} lead={words.coverageLead} />
      <Loaded query={coverage}>
        {(found) => (
          <div className="stack">
            <Unprotected coverage={found} />
            <Breaches coverage={found} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Unprotected({ coverage }: { coverage: Coverage }) {
  const words = useWords(backupWords);
  const asset = useWords(assetWords);
  const format = useFormats();
  const isAdmin = hasRole(useMe(), 'admin');
  const title = (
    <span className="row">
      {words.unprotected}
      <Chip tone={coverage.unprotected.length > 0 ? 'danger' : 'good'}>{format.number(coverage.unprotected.length)}</Chip>
      <Chip tone="good">{words.protectedCount(format.number(coverage.protectedCount))}</Chip>
    </span>
  );
  return (
    <Card title={title} flush>
      <p className="muted quiet">{coverage.unprotected.length > 0 ? words.unprotectedText : words.noUnprotected}</p>
      <ul className="lines">
        {coverage.unprotected.map(({ asset: server, criticality }) => (
          <li key={server.id}>
            <AssetIcon kind={server.kind} size={16} />
            <Link href={links.asset(server.tag)} className="grow clip plain-link">
              <bdi>{server.name}</bdi>
            </Link>
            <span className="mono muted small">{server.tag}</span>
            {criticality === 'high' && <Chip tone="velvet">{`${asset.criticality}: ${asset.levels.high}`}</Chip>}
            {isAdmin && (
              <Button component={Link} href={`/backups/policies/new?assetId=${server.id}`} variant="default" size="compact-sm">
                {words.protect}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Breaches({ coverage }: { coverage: Coverage }) {
  const words = useWords(backupWords);
  const format = useFormats();
  const now = useNow();
  return (
    <Card title={words.breaches} flush>
      {coverage.breaches.length === 0 && <p className="muted quiet">{words.noBreaches}</p>}
      <ul className="lines">
        {coverage.breaches.map((breach) => (
          <li key={breach.policy.id}>
            <AssetIcon kind={breach.asset?.kind ?? 'server'} size={16} />
            <Link href={links.policy(breach.policy.id)} className="grow clip row-link">
              <bdi>{breach.policy.name}</bdi>
            </Link>
            <span className="muted small">
              {words.lastGood}: {breach.lastGoodAt ? <Ago at={breach.lastGoodAt} /> : words.neverGood}
            </span>
            <Chip tone="danger">{words.overdueSince(format.duration(now - new Date(breach.overdueSince).getTime()))}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
