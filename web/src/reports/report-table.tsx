import { useLanguage, useWords } from '../i18n/dictionary.ts';
import { useFormats } from '../i18n/format.ts';
import type { Cell, Report } from './report-types.ts';
import { reportWords } from './report-words.ts';

type Column = Report['columns'][number];

/** Columns whose size is seen at a glance: their cells are drawn as bars of their column's largest. */
const drawn = new Set(['open', 'opened', 'openNow', 'resolved', 'resolutions', 'backlog', 'answers']);
/** Shares that are good when they are high. */
const goodWhenHigh = new Set(['responseShare', 'resolutionShare', 'satisfiedShare']);

/** A report as a table: counts with bars, shares with their colour, durations in words. */
export function ReportTable({ report }: { report: Report }) {
  const words = useWords(reportWords);
  const { columns, rows, total } = report;
  const hasLabels = report.name !== 'flow';
  const largest = columns.map((_, i) => Math.max(1, ...rows.map(({ cells }) => Number(cells[i]) || 0)));
  const shown = report.name === 'flow' ? [...rows].reverse() : rows;
  return (
    <table className="table report-table">
      <thead>
        <tr>
          {hasLabels && <th scope="col">{report.name === 'workload' ? words.dimensions.assignee : ''}</th>}
          {columns.map(({ key, kind }) => (
            <th scope="col" key={key} className={kind === 'instant' ? undefined : 'end'}>
              {words.columns[key] ?? key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={row.key ?? ''}>
            {hasLabels && (
              <th scope="row">
                <bdi>{row.label ?? <span className="muted">{words.none}</span>}</bdi>
              </th>
            )}
            <Cells columns={columns} cells={row.cells} largest={largest} />
          </tr>
        ))}
      </tbody>
      {total && total.length > 0 && rows.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{words.total}</th>
            <Cells columns={columns} cells={total} />
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Cells({ columns, cells, largest }: { columns: Column[]; cells: Cell[]; largest?: number[] }) {
  return columns.map((column, i) => {
    const cell = cells[i] ?? null;
    const bar = largest && drawn.has(column.key) ? Number(cell) / (largest[i] as number) : null;
    return (
      <td key={column.key} className={`${column.kind === 'instant' ? '' : 'end'} number ${toneOf(column, cell)}`}>
        {bar !== null && <span className="report-bar" style={{ width: `${bar * 100}%` }} aria-hidden />}
        <Value column={column} cell={cell} />
      </td>
    );
  });
}

function toneOf({ key, kind }: Column, cell: Cell): string {
  if (cell === null || cell === 0) return 'muted';
  if ((key === 'overdue' || key === 'overdueNow' || key === 'older') && Number(cell) > 0) return 'bad';
  if (kind === 'share' && goodWhenHigh.has(key)) return Number(cell) >= 0.9 ? 'fine' : Number(cell) < 0.7 ? 'bad' : 'warned';
  return '';
}

function Value({ column, cell }: { column: Column; cell: Cell }) {
  const format = useFormats();
  const { language } = useLanguage();
  if (cell === null) return <span>–</span>;
  if (column.kind === 'duration') return <span>{format.duration(Number(cell))}</span>;
  if (column.kind === 'share')
    return <span>{new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(Number(cell))}</span>;
  if (column.kind === 'instant') return <time dateTime={String(cell)}>{format.day(String(cell))}</time>;
  return <span>{typeof cell === 'number' ? format.number(Math.round(cell * 100) / 100) : cell}</span>;
}
