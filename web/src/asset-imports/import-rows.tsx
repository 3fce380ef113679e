import { Link } from 'wouter';
import type { AssetImportRow } from '../api/types.ts';
import { links } from '../app/links.ts';
import { Differences } from '../assets/asset-history.tsx';
import { FieldValue } from '../assets/field-value.tsx';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { useFieldNames } from './field-names.ts';
import { importReason } from './import-sayings.ts';
import { importWords } from './import-words.ts';

export type Outcome = AssetImportRow['outcome'];
export const outcomes: Outcome[] = ['created', 'updated', 'unchanged', 'rejected'];
export const tones: Record<Outcome, string> = { created: 'good', updated: 'info', unchanged: '', rejected: 'danger' };

/** How many rows of each outcome; a click shows those alone. */
export function OutcomeTiles({
  counts,
  only,
  onOnly,
}: {
  counts: Record<Outcome, number>;
  only: Outcome | null;
  onOnly: (only: Outcome | null) => void;
}) {
  const words = useWords(importWords);
  const format = useFormats();
  return (
    <section className="tiles counts" aria-label={words.showRows}>
      {outcomes.map((outcome) => (
        <button
          type="button"
          key={outcome}
          className="card tile"
          aria-pressed={only === outcome}
          onClick={() => onOnly(only === outcome ? null : outcome)}
        >
          <strong className={counts[outcome] > 0 && outcome === 'rejected' ? 'number bad' : 'number'}>
            {format.number(counts[outcome])}
          </strong>
          <Chip tone={tones[outcome]} dot>
            {words.outcomes[outcome]}
          </Chip>
        </button>
      ))}
    </section>
  );
}

/** Rows of a list with what becomes or became of each. */
export function RowTable({ rows, isDryRun, isAssets }: { rows: AssetImportRow[]; isDryRun: boolean; isAssets: boolean }) {
  const words = useWords(importWords);
  return (
    <div className="table-scroll">
      <table className="table import-rows">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col">{isAssets ? words.device : words.record}</th>
            <th scope="col">{isDryRun ? words.what : words.whatHappened}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="muted number">{row.line}</td>
              <td>
                <Chip tone={tones[row.outcome]}>{words.outcomes[row.outcome]}</Chip>
              </td>
              <td>
                <bdi>{row.name ?? '—'}</bdi>
                <RowLabel row={row} isAssets={isAssets} />
              </td>
              <td>
                <RowDetail row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowLabel({ row, isAssets }: { row: AssetImportRow; isAssets: boolean }) {
  const words = useWords(importWords);
  if (!isAssets) return row.tag && row.tag !== row.name ? <div className="muted small">{row.tag}</div> : null;
  return (
    <div className="mono muted small">
      {row.assetId && row.tag ? (
        <Link href={links.asset(row.tag)}>{row.tag}</Link>
      ) : (
        (row.tag ?? (row.outcome === 'rejected' ? '' : words.newTag))
      )}
    </div>
  );
}

function RowDetail({ row }: { row: AssetImportRow }) {
  const words = useWords(importWords);
  const { language } = useLanguage();
  return (
    <>
      {row.reasons.map((reason) => (
        <div className="bad" key={reason}>
          {importReason(reason, language)}
        </div>
      ))}
      {row.changes.length > 0 && (row.outcome === 'created' ? <NewFacts changes={row.changes} /> : <Differences changes={row.changes} />)}
      {row.outcome === 'unchanged' && <span className="muted">{words.nothing}</span>}
      {row.warnings.map((warning) => (
        <div className="warned small" key={warning}>
          {importReason(warning, language)}
        </div>
      ))}
    </>
  );
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** What a new record would be; there is nothing that it was before. */
function NewFacts({ changes }: { changes: AssetImportRow['changes'] }) {
  const nameOf = useFieldNames();
  return (
    <ul className="columns">
      {changes
        .filter(({ field, to }) => field !== 'name' && !isEmpty(to))
        .map(({ field, to }) => (
          <li key={field}>
            <span className="muted">{nameOf(field)}</span>
            <FieldValue field={field} value={to} />
          </li>
        ))}
    </ul>
  );
}
