import { inPageLanguage } from '../api/problem.ts';
import { Differences } from '../assets/asset-history.tsx';
import { useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import type { BulkPreview } from './list-types.ts';
import { listWords } from './list-words.ts';

/** Nobody reads more; the counts above are of all that were tried. */
const mostShown = 30;

/** What would become of each device, the refused ones first. */
export function Preview({ preview }: { preview: BulkPreview }) {
  const words = useWords(listWords);
  const format = useFormats();
  const rank = { refused: 0, changed: 1, unchanged: 2 };
  const items = [...preview.items].sort((a, b) => rank[a.outcome] - rank[b.outcome]).filter(({ outcome }) => outcome !== 'unchanged');
  return (
    <section className="bulk-preview" aria-live="polite">
      <p className="row tight">
        <Chip tone="good">{words.willChange(preview.changed)}</Chip>
        {preview.unchanged > 0 && <Chip>{words.isSoAlready(preview.unchanged)}</Chip>}
        {preview.refused > 0 && <Chip tone="danger">{words.isRefused(preview.refused)}</Chip>}
        <span className="muted small">{words.previewOf(format.number(preview.tried), format.number(preview.total))}</span>
      </p>
      {items.length === 0 && <p className="muted">{words.nothingChanges}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by the keyboard */}
      <ul className="preview-list" tabIndex={0}>
        {items.slice(0, mostShown).map(({ asset, changes, reason }) => (
          <li key={asset.id}>
            <p className="row tight nowrap">
              <span className="mono muted small">{asset.tag}</span>
              <bdi className="clip">{asset.name}</bdi>
            </p>
            {reason ? <p className="preview-reason small">{inPageLanguage(reason)}</p> : <Differences changes={changes} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
