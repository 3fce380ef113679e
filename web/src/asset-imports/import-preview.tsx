import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AssetImport } from '../api/types.ts';
import { links } from '../app/links.ts';
import { Differences } from '../assets/asset-history.tsx';
import { fieldWords } from '../assets/asset-words.ts';
import { FieldValue } from '../assets/field-value.tsx';
import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import { Chip } from '../ui/icons.tsx';
import { Banner, Card } from '../ui/states.tsx';
import { commonWords } from '../ui/words.ts';
import { importReason } from './import-sayings.ts';
import { importWords } from './import-words.ts';

type Row = AssetImport['rows'][number];
type Outcome = Row['outcome'];
const outcomes: Outcome[] = ['created', 'updated', 'unchanged', 'rejected'];
const tones: Record<Outcome, string> = { created: 'good', updated: 'info', unchanged: '', rejected: 'danger' };

/** The numbers, how the columns were read, and every row with what would become of it. */
export function ImportPreview({ result }: { result: AssetImport }) {
  const words = useWords(importWords);
  const format = useFormats();
  const [only, setOnly] = useState<Outcome | null>(null);
  const [shown, setShown] = useState(100);
  const rows = result.rows.filter((row) => !only || row.outcome === only);
  return (
    <>
      <section className="tiles counts" aria-label={words.showRows}>
        {outcomes.map((outcome) => (
          <button
            type="button"
            key={outcome}
            className="card tile"
            aria-pressed={only === outcome}
            onClick={() => setOnly(only === outcome ? null : outcome)}
          >
            <strong className={result[outcome] > 0 && outcome === 'rejected' ? 'number bad' : 'number'}>
              {format.number(result[outcome])}
            </strong>
            <Chip tone={tones[outcome]} dot>
              {words.outcomes[outcome]}
            </Chip>
          </button>
        ))}
      </section>
      <Unknown result={result} />
      <Columns result={result} />
      {result.isCut && <Banner tone="info">{words.isCut(format.number(result.rows.length))}</Banner>}
      <section className="card">
        <RowTable rows={rows.slice(0, shown)} isDryRun={result.dryRun} />
        {rows.length > shown && <More onClick={() => setShown(shown + 200)} />}
      </section>
    </>
  );
}

function More({ onClick }: { onClick: () => void }) {
  const common = useWords(commonWords);
  return (
    <div className="row" style={{ justifyContent: 'center', padding: 12 }}>
      <Button variant="subtle" color="gray" onClick={onClick}>
        {common.more}
      </Button>
    </div>
  );
}

function Unknown({ result }: { result: AssetImport }) {
  const words = useWords(importWords);
  const { locations, people } = result.unknown;
  if (locations.length + people.length === 0) return null;
  return (
    <Banner tone="warn">
      {locations.length > 0 && (
        <div>
          {words.unknownLocations}: <bdi>{locations.join(', ')}</bdi>
        </div>
      )}
      {people.length > 0 && (
        <div>
          {words.unknownPeople}: <bdi>{people.join(', ')}</bdi>
        </div>
      )}
    </Banner>
  );
}

function Columns({ result }: { result: AssetImport }) {
  const words = useWords(importWords);
  const names = useWords(fieldWords);
  return (
    <Card title={words.columns}>
      <ul className="columns">
        {result.columns.map(({ header, field }, index) => (
          // Headers may be blank or double; their place in the file tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: the order never changes
          <li key={index} className={field ? undefined : 'muted'}>
            <bdi>{header || '—'}</bdi>
            <IconArrowRight size={13} aria-hidden />
            <span>{field ? (names[field] ?? names[field.split('.').at(-1) ?? ''] ?? field) : words.unused}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RowTable({ rows, isDryRun }: { rows: Row[]; isDryRun: boolean }) {
  const words = useWords(importWords);
  return (
    <div className="table-scroll">
      <table className="table import-rows">
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col">{words.device}</th>
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
                <div className="mono muted small">
                  {row.assetId && row.tag ? (
                    <Link href={links.asset(row.tag)}>{row.tag}</Link>
                  ) : (
                    (row.tag ?? (row.outcome === 'rejected' ? '' : words.newTag))
                  )}
                </div>
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

function RowDetail({ row }: { row: Row }) {
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

/** What a new device would be; there is nothing that it was before. */
function NewFacts({ changes }: { changes: Row['changes'] }) {
  const names = useWords(fieldWords);
  return (
    <ul className="columns">
      {changes
        .filter(({ field, to }) => field !== 'name' && !isEmpty(to))
        .map(({ field, to }) => (
          <li key={field}>
            <span className="muted">{names[field] ?? field}</span>
            <FieldValue field={field} value={to} />
          </li>
        ))}
    </ul>
  );
}
