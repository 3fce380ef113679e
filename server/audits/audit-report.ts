import { stringify } from 'csv-stringify/sync';
import { locationPaths } from '../people/location-queries.ts';
import type { Context } from '../platform/context.ts';
import { armed } from '../platform/csv-cell.ts';
import type { Audit, AuditItem } from './audit.ts';
import { eachItems } from './audit-item-store.ts';
import { namesOf } from './audit-view.ts';
import { listScans } from './scan-store.ts';

const headers = {
  en: [
    'Tag',
    'Name',
    'Kind',
    'Serial',
    'Result',
    'Expected at',
    'Status',
    'Held by',
    'Seen at',
    'Seen by',
    'Seen on',
    'Scans',
    'Correction',
  ],
  fr: ['Numéro', 'Nom', 'Type', 'Série', 'Résultat', 'Attendu à', 'État', 'Détenteur', 'Vu à', 'Vu par', 'Vu le', 'Lectures', 'Correction'],
} as const;

const results = {
  en: { missing: 'missing', found: 'found', misplaced: 'misplaced', unexpected: 'unexpected', unknown: 'unknown code' },
  fr: { missing: 'manquant', found: 'trouvé', misplaced: 'déplacé', unexpected: 'inattendu', unknown: 'code inconnu' },
} as const;

const corrections = {
  en: { lost: 'marked as lost', moved: 'moved', found_again: 'found again', refined: 'placed more precisely' },
  fr: { lost: 'noté perdu', moved: 'déplacé', found_again: 'retrouvé', refined: 'situé plus précisément' },
} as const;

export type ReportLanguage = 'en' | 'fr';

/** A stock-take as CSV: every item with what was expected and what was seen, then the codes that nothing has. */
export async function* auditReport(ctx: Context, audit: Audit, language: ReportLanguage, delimiter: ',' | ';'): AsyncGenerator<string> {
  const { sql } = ctx.db;
  const paths = await locationPaths(sql);
  const pathOf = (id: string | null): string => (id && paths.get(id)) || '';
  yield `\ufeff${lines([[...headers[language]]], delimiter)}`;
  for await (const items of eachItems(sql, audit.id)) {
    const names = await namesOf(sql, items);
    yield lines(
      items.map((item) => cellsOf(item, language, pathOf, names.custodian(item)?.name ?? '')),
      delimiter,
    );
  }
  const seen = new Set<string>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listScans(sql, audit.id, { outcome: 'unknown', limit: 200, cursor: cursor ?? undefined });
    const fresh = page.items.filter(({ code }) => !seen.has(code) && seen.add(code));
    const rows = fresh.map((scan) => [
      scan.code,
      '',
      '',
      '',
      results[language].unknown,
      '',
      '',
      '',
      pathOf(scan.locationId),
      scan.actorName,
      scan.scannedAt.toISOString(),
      '',
      '',
    ]);
    if (rows.length > 0) yield lines(rows, delimiter);
    cursor = page.nextCursor;
  }
}

function cellsOf(item: AuditItem, language: ReportLanguage, pathOf: (id: string | null) => string, holder: string): string[] {
  return [
    item.tag,
    item.name,
    item.kind,
    item.serial ?? '',
    results[language][item.result],
    pathOf(item.locationId),
    item.status,
    holder,
    pathOf(item.seenLocationId),
    item.seenByName ?? '',
    item.seenAt?.toISOString() ?? '',
    String(item.scanCount),
    item.correction ? corrections[language][item.correction] : '',
  ];
}

const lines = (rows: string[][], delimiter: string): string =>
  stringify(
    rows.map((row) => row.map(armed)),
    { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n,;\t]/ },
  );
