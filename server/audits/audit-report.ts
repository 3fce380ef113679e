import { stringify } from 'csv-stringify/sync';
import { allKinds } from '../asset-kinds/kind-queries.ts';
import { locationPaths } from '../people/location-queries.ts';
import type { Context } from '../platform/context.ts';
import { armed } from '../platform/csv-cell.ts';
import type { Audit, AuditItem } from './audit.ts';
import { eachItems } from './audit-item-store.ts';
import { namesOf } from './audit-view.ts';
import { listScans, type Scan } from './scan-store.ts';

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

const statuses: Record<ReportLanguage, Record<string, string>> = {
  en: { in_stock: 'in stock', deployed: 'deployed', in_repair: 'in repair', lost: 'lost', retired: 'retired', disposed: 'disposed of' },
  fr: {
    in_stock: 'en stock',
    deployed: 'en service',
    in_repair: 'en réparation',
    lost: 'perdu',
    retired: 'retiré',
    disposed: 'mis au rebut',
  },
};

export type ReportLanguage = 'en' | 'fr';

/** A stock-take as CSV: every item with what was expected and what was seen, then the codes that nothing has. */
export async function* auditReport(ctx: Context, audit: Audit, language: ReportLanguage, delimiter: ',' | ';'): AsyncGenerator<string> {
  const { sql } = ctx.db;
  const paths = await locationPaths(sql);
  const kinds = await allKinds(sql);
  const words: ReportWords = {
    language,
    place: (id) => (id && paths.get(id)) || '',
    kind: (key) => kinds.get(key)?.name[language] ?? key,
  };
  yield `\ufeff${lines([[...headers[language]]], delimiter)}`;
  for await (const items of eachItems(sql, audit.id)) {
    const names = await namesOf(sql, items);
    yield lines(
      items.map((item) => cellsOf(item, words, names.custodian(item)?.name ?? '')),
      delimiter,
    );
  }
  const seen = new Set<string>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listScans(sql, audit.id, { outcome: 'unknown', limit: 200, cursor: cursor ?? undefined });
    const fresh = page.items.filter(({ code }) => !seen.has(code) && seen.add(code));
    if (fresh.length > 0)
      yield lines(
        fresh.map((scan) => unknownCells(scan, words)),
        delimiter,
      );
    cursor = page.nextCursor;
  }
}

interface ReportWords {
  language: ReportLanguage;
  place(id: string | null): string;
  kind(key: string): string;
}

const unknownCells = ({ code, locationId, actorName, scannedAt }: Scan, { language, place }: ReportWords): string[] => [
  code,
  '',
  '',
  '',
  results[language].unknown,
  '',
  '',
  '',
  place(locationId),
  actorName,
  scannedAt.toISOString(),
  '',
  '',
];

const cellsOf = (item: AuditItem, { language, place, kind }: ReportWords, holder: string): string[] => [
  item.tag,
  item.name,
  kind(item.kind),
  item.serial ?? '',
  results[language][item.result],
  place(item.locationId),
  statuses[language][item.status] ?? item.status,
  holder,
  place(item.seenLocationId),
  item.seenByName ?? '',
  item.seenAt?.toISOString() ?? '',
  String(item.scanCount),
  item.correction ? corrections[language][item.correction] : '',
];

const lines = (rows: string[][], delimiter: string): string =>
  stringify(
    rows.map((row) => row.map(armed)),
    { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n,;\t]/ },
  );
