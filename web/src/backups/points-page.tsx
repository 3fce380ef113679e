import { useGet, useList } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';
import { useSearchState } from '../app/search-state.ts';
import { useWords } from '../i18n/dictionary.ts';
import { AssetPicker } from '../ui/search-select.tsx';
import { Empty, Listed, PageHead } from '../ui/states.tsx';
import type { Point } from './backup-types.ts';
import { backupWords } from './backup-words.ts';
import { PointTable } from './point-table.tsx';
import { restoreWords } from './restore-words.ts';

const filterDefaults = { assetId: '', policyId: '' };

/** What can be restored, newest first. */
export function PointsPage() {
  const words = useWords(restoreWords);
  const backup = useWords(backupWords);
  const [filters, setFilters] = useSearchState(filterDefaults);
  const points = useList<Point>('/backups/recovery-points', { ...filters, limit: 50 });
  const asset = useGet<Asset>(`/assets/${filters.assetId}`, undefined, { enabled: filters.assetId !== '' });
  return (
    <>
      <PageHead title={words.points} lead={words.pointsLead} />
      <div className="filters">
        <AssetPicker
          key={asset.data?.id ?? 'none'}
          aria-label={backup.asset}
          placeholder={backup.asset}
          w={260}
          value={filters.assetId || null}
          known={asset.data ? { value: asset.data.id, label: asset.data.name } : null}
          onChange={(assetId) => setFilters({ assetId: assetId ?? '' })}
        />
      </div>
      <section className="card" aria-busy={points.isPlaceholderData}>
        <Listed query={points} empty={<Empty title={words.noPoints}>{backup.noRunsText}</Empty>}>
          {(items) => <PointTable points={items} />}
        </Listed>
      </section>
    </>
  );
}
