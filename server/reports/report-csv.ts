import { stringify } from 'csv-stringify/sync';
import { armed } from '../platform/csv-cell.ts';
import type { Cell, ColumnKind, Report } from './report.ts';

/** A report as CSV with a byte-order mark for Excel: durations in minutes, shares in per cent; no cell is taken for a formula. */
export function reportCsv({ columns, rows, total }: Report): string {
  const header = ['', ...columns.map(({ key, kind }) => (kind === 'duration' ? `${key} (min)` : kind === 'share' ? `${key} (%)` : key))];
  const lineOf = (label: string | null, cells: Cell[]): string[] => [
    armed(label ?? ''),
    ...cells.map((cell, i) => textOf(cell, columns[i]?.kind)),
  ];
  const lines = [header, ...rows.map(({ label, cells }) => lineOf(label, cells)), ...(total ? [lineOf('Total', total)] : [])];
  return `\ufeff${stringify(lines, { record_delimiter: 'windows' })}`;
}

function textOf(cell: Cell, kind: ColumnKind | undefined): string {
  if (cell === null) return '';
  if (kind === 'duration') return String(Math.round(Number(cell) / 60_000));
  if (kind === 'share') return (Number(cell) * 100).toFixed(1);
  return typeof cell === 'string' ? armed(cell) : String(cell);
}
